// save.ts - a file that was made or fetched here, into the person's downloads.
// SPDX-License-Identifier: Apache-2.0
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
