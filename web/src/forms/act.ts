// act.ts - what a press sets going: one at a time, and a refusal is shown.
// SPDX-License-Identifier: Apache-2.0
//
//   const end = useAct(async (client: Client) => {...});
//   <Button type="button" attributes={end.attributes(client)}>End</Button>
//
// For what is typed there is useForm().
import { useState } from 'preact/hooks';

import { isRefusal } from '#api/problem.ts';
import { showFaults } from '#site/notices.tsx';

export function useAct<A extends unknown[]>(act: (...of: A) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const run = async (...of: A): Promise<void> => {
    if (busy)
      return;
    setBusy(true);
    try {
      await act(...of);
    } catch (error) {
      if (!isRefusal(error))
        throw error;
      showFaults(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    run,
    // Of the button that does it.
    attributes: (...of: A) => ({
      onClick: () => void run(...of), 'aria-disabled': busy ? 'true' as const : undefined,
    }),
  };
}
