// accreditation.ts - one accreditation, with all that is around it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, ifThere, type Schemas } from '#api/client.ts';
import { categoryOf } from '#market/load.ts';

export interface Standing {
  accreditation: Schemas['Accreditation'];
  category: Schemas['Category'];
  cure: Schemas['Cure'] | undefined;
  removal: Schemas['RemovalNotice'] | undefined;
}

export async function loadStanding(accreditation_id: string): Promise<Standing> {
  const params = { path: { accreditation_id } };
  const [accreditation, cure, removal] = await Promise.all([
    body(api.GET('/v1/accreditations/{accreditation_id}', { params })),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/cure', { params })),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/removal-notice', { params })),
  ]);
  return { accreditation, category: await categoryOf(accreditation.category_id), cure: cure?.data, removal: removal?.data };
}

// A failed point is a requirement of the category, or the ground itself.
export const pointName = (category: Schemas['Category'], code: string, grounds: Record<string, string>): string =>
  category.requirements.find((one) => one.code === code)?.question ?? grounds[code] ?? code;
