-- Who asked first for an opening is told by a number: two who ask in the same
-- instant, as under a sandbox clock that stands still, have an order too.
ALTER TABLE opening_step
    ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY; -- in their order
