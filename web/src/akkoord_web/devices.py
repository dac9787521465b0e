"""Say in plain words on which device someone is signed in, from what the browser tells of itself."""

from typing import Final

from akkoord_web.speech import say, text_of

__all__ = ["device_name"]

# The first that fits decides: every browser on a tablet also claims to be several others.
_DEVICES: Final = (("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"), ("Macintosh", "Mac"),
                   ("Windows", "Windows"), ("Linux", "Linux"))  # fmt: skip
_BROWSERS: Final = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device_name(agent: str | None) -> str:
    """Name device and browser, such as "iPad, Safari"."""
    told = agent or ""
    device = next((name for mark, name in _DEVICES if mark in told), None)
    browser = next((name for mark, name in _BROWSERS if mark in told), None)
    return ", ".join(part for part in (device, browser) if part) or text_of(say("Unknown device"))
