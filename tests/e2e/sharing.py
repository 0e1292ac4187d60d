"""Pictures as Android hands them to an installed app."""

import base64
import io

from PIL import Image
from playwright.sync_api import Page

# What Chromium does with the manifest's share_target: it goes to the address with a form of files.
SHARE = """async pictures => {
  const form = Object.assign(document.createElement('form'), {
    method: 'POST', action: '/field/share/', enctype: 'multipart/form-data',
  });
  const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photos', multiple: true });
  const chosen = new DataTransfer();
  for (const base64 of pictures) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    chosen.items.add(new File([bytes], 'IMG.jpg', { type: 'image/jpeg' }));
  }
  input.files = chosen.files;
  form.append(input);
  document.body.append(form);
  form.submit();
}"""


def picture(shade: int) -> str:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    written = io.BytesIO()
    Image.new("RGB", (3000, 2000), (shade, 90, 120)).save(written, "JPEG", exif=exif)
    return base64.b64encode(written.getvalue()).decode()


def share(page: Page, *pictures: str) -> None:
    page.evaluate(SHARE, list(pictures))
    page.get_by_role("heading", name="分享来的照片").wait_for()
