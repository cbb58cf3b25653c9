"""What the API answers instead of a message: the documented error bodies, as exceptions.

Knows nothing of HTTP servers; app.py turns a Refusal into a response.
"""

from collections.abc import Mapping
from typing import Any

ERROR_TYPES: Mapping[int, str] = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    422: "invalid_request_error",
    429: "rate_limit_error",
    500: "api_error",
    501: "api_error",
    502: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


class Refusal(Exception):  # noqa: N818 - it is an answer, not a failure of ours
    """An error answer: HTTP status, message, and what else the body and headers carry."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        error_code: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error_code = error_code
        self.headers = dict(headers or {})

    def body(self, request_id: str) -> dict[str, Any]:
        """The documented JSON body."""
        return error_body(
            ERROR_TYPES.get(self.status, "api_error"), self.message, request_id, error_code=self.error_code
        )


def error_body(error_type: str, message: str, request_id: str, *, error_code: str = "") -> dict[str, Any]:
    """`{"type": "error", "error": {…}, "request_id": …}`; details only when there is an error code."""
    error: dict[str, Any] = {"type": error_type, "message": message}
    if error_code:
        error["details"] = {"error_code": error_code}
    return {"type": "error", "error": error, "request_id": request_id}
