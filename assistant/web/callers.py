"""Which program asks: by its key, or else by its address."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from fastapi import HTTPException, Request

from assistant.records.keys import Key
from assistant.web.admission import Admission, Asker

FindKey = Callable[[str], Key | None]
SCHEME = "bearer"
# Of a key one question runs and one waits, as of an address.
EACH = 2


class Callers:
    """Gives programs their turns, those with a key under the limits of that."""

    def __init__(self, admission: Admission, find_key: FindKey | None = None) -> None:
        self.admission, self.find_key = admission, find_key

    def turn(self, request: Request) -> AbstractContextManager[None]:
        """Return what surrounds the answer to a request; raises the status 401 for a wrong key."""
        return self.admission.asking(self.asker(request))

    def asker(self, request: Request) -> Asker:
        """Return who asks; raises the status 401 for a wrong key."""
        given = request.headers.get("authorization", "")
        if not given:
            return self.admission.visitor(request.client.host if request.client else "")
        scheme, _, key = given.partition(" ")
        found = self.find_key(key.strip()) if self.find_key and scheme.lower() == SCHEME else None
        if found is None:
            raise HTTPException(
                401,
                "this key is none; ask without one, or have one made: python -m assistant key add",
                {"WWW-Authenticate": "Bearer"},
            )
        return Asker(f"key {found.name}", found.per_minute, found.per_day, EACH)
