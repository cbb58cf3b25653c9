"""One script, driven through the local stack by both official clients, and the page it writes.

script.py says what is done, in supabase-js's words; python.py and drive.mjs do it; recorder.py notes what
went over the wire; page.py makes docs/local-stack.md of it. Tested in
tests/integration/test_official_clients.py.
"""
