"""HEIC as phones write it: many tiles, decoded one by one and made small at once.

pillow_heif decodes the whole picture first, which takes 1.5 GB for 200 million pixels, and paints a tile that is missing
green. The library below it decodes single tiles (heif_tiling.h) and says of each whether it could: 60 MB for the same.
"""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

RGB, INTERLEAVED_RGB, INTERLEAVED = 1, 10, 10  # heif_colorspace, heif_chroma, heif_channel


class Broken(Exception):
    """A part of the picture is missing or cannot be decoded."""


class _Fault(ctypes.Structure):
    _fields_ = (("code", c_int), ("subcode", c_int), ("message", c_char_p))


class _Tiling(ctypes.Structure):
    _fields_ = (
        ("version", c_int), ("columns", c_uint32), ("rows", c_uint32), ("tile_width", c_uint32), ("tile_height", c_uint32),
        ("width", c_uint32), ("height", c_uint32), ("top", c_uint32), ("left", c_uint32),
        ("further", c_uint8), ("sizes", c_uint32 * 8),
    )  # fmt: skip


FUNCTIONS: dict[str, tuple[Any, ...]] = {  # what each answers, and what it is given
    "heif_context_alloc": (c_void_p,),
    "heif_context_free": (None, c_void_p),
    "heif_context_read_from_memory_without_copy": (_Fault, c_void_p, c_char_p, c_size_t, c_void_p),
    "heif_context_get_primary_image_handle": (_Fault, c_void_p, POINTER(c_void_p)),
    "heif_image_handle_get_image_tiling": (_Fault, c_void_p, c_int, POINTER(_Tiling)),
    "heif_image_handle_decode_image_tile": (
        _Fault, c_void_p, POINTER(c_void_p), c_int, c_int, c_void_p, c_uint32, c_uint32,
    ),
    "heif_image_get_plane_readonly2": (c_void_p, c_void_p, c_int, POINTER(c_size_t)),
    "heif_image_get_width": (c_int, c_void_p, c_int),
    "heif_image_get_height": (c_int, c_void_p, c_int),
    "heif_image_release": (None, c_void_p),
}  # fmt: skip


@cache
def _library() -> Any:
    """The libheif that pillow_heif has loaded; None if it cannot be found or knows no tiles (before 1.19)."""
    import _pillow_heif  # noqa: F401

    loaded = [line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "libheif" in line]
    try:
        library = ctypes.CDLL(loaded[0])
        for name, (answer, *given) in FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = answer, given
    except (IndexError, OSError, AttributeError):
        return None
    return library


def shrunk(heif: bytes, edge: int) -> Image.Image | None:
    """The picture, upright, at least `edge` pixels long on its longer side unless it is smaller; None if it has no tiles
    or they cannot be reached. Raises Broken."""
    library = _library()
    if library is None:
        return None
    context = c_void_p(library.heif_context_alloc())
    try:
        _check(library.heif_context_read_from_memory_without_copy(context, heif, len(heif), None))
        handle, tiling = c_void_p(), _Tiling()
        _check(library.heif_context_get_primary_image_handle(context, byref(handle)))
        _check(library.heif_image_handle_get_image_tiling(handle, 1, byref(tiling)))
        return _put_together(library, handle, tiling, edge) if tiling.columns * tiling.rows > 1 else None
    finally:
        library.heif_context_free(context)  # its handle goes with the process, which decodes one picture


def _check(fault: _Fault) -> None:
    if fault.code:
        raise Broken((fault.message or b"").decode(errors="replace"))


def _put_together(library: Any, handle: c_void_p, tiling: _Tiling, edge: int) -> Image.Image:
    factor = max(1, max(tiling.width, tiling.height) // edge)
    while factor > 1 and (tiling.tile_width % factor or tiling.tile_height % factor):
        factor -= 1  # so that small tiles meet without a seam
    whole = Image.new("RGB", (-(-tiling.width // factor), -(-tiling.height // factor)))
    for y in range(tiling.rows):
        for x in range(tiling.columns):
            tile = _tile(library, handle, x, y)
            left, top = x * tiling.tile_width - tiling.left, y * tiling.tile_height - tiling.top
            whole.paste(tile.reduce(factor) if factor > 1 else tile, (left // factor, top // factor))
    return whole


def _tile(library: Any, handle: c_void_p, x: int, y: int) -> Image.Image:
    tile, stride = c_void_p(), c_size_t()
    _check(library.heif_image_handle_decode_image_tile(handle, byref(tile), RGB, INTERLEAVED_RGB, None, x, y))
    try:
        size = library.heif_image_get_width(tile, INTERLEAVED), library.heif_image_get_height(tile, INTERLEAVED)
        plane = library.heif_image_get_plane_readonly2(tile, INTERLEAVED, byref(stride))
        if not plane or min(size) < 1:
            raise Broken("no pixels")
        return Image.frombytes("RGB", size, ctypes.string_at(plane, stride.value * size[1]), "raw", "RGB", stride.value)
    finally:
        library.heif_image_release(tile)
