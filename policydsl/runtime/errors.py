"""What a caller does wrong: a case that does not fit the policy."""


class CaseError(Exception):
    """A case, or an instant, that a policy cannot be asked about.

    ``path`` names the field, as in ``history[3].name``; ``message`` says what is
    wrong with it in one sentence without a full stop.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message
