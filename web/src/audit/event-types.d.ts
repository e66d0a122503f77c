// What tools/event-types.ts makes.
// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:event-types' {
  const types: string[];
  export default types;
}
