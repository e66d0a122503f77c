// address.ts - where somebody scores a home's answers.
// SPDX-License-Identifier: Apache-2.0
interface Entry {
  application_id: string;
  entry_id: string;
}

export const councilsPlace = ({ application_id, entry_id }: Entry): string =>
  `/council/scoring/${application_id}/entries/${entry_id}/`;

export const leadsPlace = ({ application_id, entry_id }: Entry): string =>
  `/lead/applications/${application_id}/entries/${entry_id}/scorers/`;
