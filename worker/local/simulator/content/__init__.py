"""What the simulated model writes: conversations that follow their plan, and annotations that fit them."""
