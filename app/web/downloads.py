"""Files to download."""

from flask import Response, request


def download_once(content: bytes, content_type: str, name: str) -> Response:
    """The file under that name (ASCII), which no browser keeps beside where it was put. Who may have it has been asked
    before."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def download(content: bytes, content_type: str, name: str) -> Response:
    """The same, kept by the reader's browser alone and asked about each time: with an ETag of its content, and 304
    where it is the same."""
    response = download_once(content, content_type, name)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
