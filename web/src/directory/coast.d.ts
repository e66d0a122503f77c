// What tools/coast.ts makes.
// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:coast' {
  const path: string;
  export default path;
}
