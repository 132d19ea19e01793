"""How cookies are called: where the installation is reached over https, with a prefix that browsers hold us to."""

from flask import current_app


def is_secure() -> bool:
    """Whether cookies are sent over TLS only. It follows the address of the installation, not what a request says."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def whole_site_cookie(name: str) -> str:
    """The name of a cookie for all pages: browsers then take it from this very host only, and over TLS."""
    return f"__Host-{name}" if is_secure() else name


def path_cookie(name: str) -> str:
    """The name of a cookie that only some pages see. The stronger prefix would show it to all of them."""
    return f"__Secure-{name}" if is_secure() else name
