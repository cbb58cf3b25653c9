"""What both official clients are made to do, written once, in the words of supabase-js."""

from typing import Final

from tests.clients.changing import CALLING, CHANGING
from tests.clients.reading import READING
from tests.clients.sign_in import ENDING, SIGN_IN
from tests.clients.watching import WATCHING

PARTS: Final = (SIGN_IN, READING, CHANGING, CALLING, WATCHING, ENDING)
STEPS: Final = tuple(step for part in PARTS for step in part.steps)
