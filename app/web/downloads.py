"""Files to download: kept by the reader's browser alone, and asked about each time (304 where they are the same)."""

from flask import Response, request


def download(content: bytes, content_type: str, name: str) -> Response:
    """The file under that name (ASCII), with an ETag of its content. Who may have it has been asked before."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
