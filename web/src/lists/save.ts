// save.ts - a file that was made or fetched here, into the person's downloads.
// SPDX-License-Identifier: Apache-2.0
const endings: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.oasis.opendocument.spreadsheet': '.ods',
};

// Whoever has sent the document has written its title: "Policy.jar" would be a
// program to the computer on which it is opened.
export function fileName(title: string, mediaType: string): string {
  return title + (endings[mediaType] ?? '.bin');
}

export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
