// due.tsx - by when an application has to be decided, and whether that is over.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { onDay } from '#site/words.ts';

type Application = Schemas['Application'];

const waits = ({ state }: Application) => state === 'submitted' || state === 'information_requested';

// The API's today in London, not this computer's.
export const today = async (scheme_id: string): Promise<string> =>
  (await body(api.GET('/v1/schemes/{scheme_id}/workload', { params: { path: { scheme_id } } }))).as_of;

export function DueOn({ application, today }: { application: Application; today: string }) {
  const { assess_due_on: due } = application;
  if (due === null || !waits(application))
    return <>{due === null ? '–' : onDay(due)}</>;
  return <>{onDay(due)} {due < today && <Tag classes="govuk-tag--red">Overdue</Tag>}</>;
}
