/** Node has Blob but no FileReader: what the export asks of it, and how many are at work at once. */
let readings = { now: 0, most: 0, all: 0 };

export const countReadings = () => (readings = { now: 0, most: 0, all: 0 });

class Reader {
  result = '';
  onload: (() => void) | null = null;
  readAsDataURL(blob: Blob): void {
    readings.all += 1;
    readings.now += 1;
    readings.most = Math.max(readings.most, readings.now);
    void blob.arrayBuffer().then((bytes) => {
      readings.now -= 1;
      this.result = `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`;
      this.onload?.();
    });
  }
}

globalThis.FileReader = Reader as never;
