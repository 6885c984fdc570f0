"""What a browser is told that a file is, by the end of its name; the same on every machine.

In: a file's name. Out: a media type.
"""

_TEXTS = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "md": "text/plain",
    "csv": "text/csv",
    "py": "text/plain",
}
_OTHERS = {
    "wasm": "application/wasm",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/x-icon",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "mkv": "video/x-matroska",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
DOCUMENTS = frozenset({"text/html", "image/svg+xml", "application/xml"})
"""What may hold scripts that a browser runs when somebody opens it."""


def media_type(name: str) -> str:
    """A download where we do not know better."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in _TEXTS:
        return f"{_TEXTS[suffix]}; charset=utf-8"
    return _OTHERS.get(suffix, "application/octet-stream")
