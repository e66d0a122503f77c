// load.ts - what people of every role ask for.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';

export const categoryOf = (category_id: string): Promise<Schemas['Category']> =>
  body(api.GET('/v1/categories/{category_id}', { params: { path: { category_id } } }));
