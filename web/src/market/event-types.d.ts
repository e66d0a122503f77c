// What tools/event-types.ts makes.
// SPDX-License-Identifier: Apache-2.0
declare module 'virtual:event-types' {
  // The topic of each type.
  const types: Record<string, string>;
  export default types;
}
