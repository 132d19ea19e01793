"""A logo that somebody sent: decoded with care, made small, and written anew as a PNG that holds only the picture."""

from io import BytesIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from app.domain.errors import SamspelError

LARGEST_FILE = 5_000_000
"""Bytes."""
MOST_PIXELS = 25_000_000
WIDEST, HIGHEST = 800, 300
"""Pixels that a logo is scaled down to fit into."""
FORMATS = ("PNG", "JPEG")
"""No SVG: it can hold scripts and addresses."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)


def cleaned_logo(data: bytes) -> bytes:
    """The picture as a PNG of at most 800 x 300 pixels, without comments, places or other things that files carry.

    Raises C005 (not a PNG or JPEG that can be decoded), C006 (too many bytes), C007 (too many pixels)."""
    if len(data) > LARGEST_FILE:
        raise SamspelError("C006", largest=LARGEST_FILE // 1_000_000)
    try:
        return _written(_decoded(data))
    except _BOMBS as bomb:
        raise SamspelError("C007", most=MOST_PIXELS // 1_000_000) from bomb
    except _BROKEN as broken:
        raise SamspelError("C005") from broken


def _decoded(data: bytes) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and then a picture that breaks off passes for whole
    with Image.open(BytesIO(data), formats=FORMATS) as found:
        if found.width * found.height > MOST_PIXELS:  # known from the header, before anything is unpacked
            raise Image.DecompressionBombError
        found.load()
        upright = ImageOps.exif_transpose(found)
        transparent = "A" in upright.getbands() or "transparency" in upright.info
        return upright.convert("RGBA" if transparent else "RGB")


def _written(picture: Image.Image) -> bytes:
    picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    file = BytesIO()
    bare.save(file, "PNG", optimize=True)
    return file.getvalue()
