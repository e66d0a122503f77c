// What an officer of a partner council was asked to score.
// SPDX-License-Identifier: Apache-2.0
import { councilsPlace } from '#assessment/address.ts';
import { scoringQueue } from '#assessment/queue.tsx';

void scoringQueue(councilsPlace);
