"""The door: how requests come in and answers go out, so that no slow stranger holds a thread.

gunicorn keeps the processes, reads heads and answers; a thread is taken only when all of a request is here
(arrival.py), and given back when all of the answer is written, though nobody may have read it (outgoing.py).
Decision 19 has what was weighed and measured.
"""
