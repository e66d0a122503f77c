/*
 * answer.h - one question to the keeper, answered. SPDX-License-Identifier:
 * Apache-2.0
 */
#ifndef KEEPER_ANSWER_H
#define KEEPER_ANSWER_H

#include "keeper/keeper.h"

/* Receives one question at the connected socket and answers it. Nothing is
 * left behind: whoever calls this ends soon after. */
void keeper_answer(const struct keeper_settings *settings, int fd);

#endif
