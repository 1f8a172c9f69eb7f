"""How passwords are kept: argon2id with 19 MiB and two passes (OWASP's first choice; about 50 ms)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
