-- Lists that people choose from and look things up in.

-- When a home's bid first came in. Later versions and a withdrawal leave it
-- alone, so that a provider's list of its bids keeps its order while it is
-- being read. It stands on the envelope, whose policies show it to the bidder
-- alone until the opening.
ALTER TABLE bid ADD COLUMN placed_at timestamptz;
UPDATE bid b SET placed_at = coalesce(
    (SELECT min(v.received_at) FROM bid_version v WHERE v.bid_id = b.id),
    now_utc());
ALTER TABLE bid ALTER COLUMN placed_at SET DEFAULT now_utc(),
                ALTER COLUMN placed_at SET NOT NULL;
CREATE INDEX bid_provider_idx
    ON bid (provider_id, placed_at DESC, id DESC);

-- Organisations are listed by name.
CREATE INDEX organisation_name_idx ON organisation (name, id);
