// plain.ts - the script of a page that has none of its own.
// SPDX-License-Identifier: Apache-2.0
import { start } from './start.ts';

start();
