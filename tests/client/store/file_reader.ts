/** Node has Blob but no FileReader: what the export asks of it. */
class Reader {
  result = '';
  onload: (() => void) | null = null;
  readAsDataURL(blob: Blob): void {
    void blob.arrayBuffer().then((bytes) => {
      this.result = `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`;
      this.onload?.();
    });
  }
}

globalThis.FileReader = Reader as never;
