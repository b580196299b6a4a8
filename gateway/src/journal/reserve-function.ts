/**
 * The journal's side of a reservation, in one round trip: the payer's row is locked, what it may still spend is counted, and the request is written down, as one transaction. Parallel
 * requests of one payer wait for each other at the lock. The database plans its statements once for each connection.
 */
export const CREDIT_FUNCTION = `CREATE OR REPLACE FUNCTION credit_of(of_payer bigint, redeemable_until bigint, chain_settled numeric,
    OUT outstanding numeric, OUT voucher numeric) LANGUAGE plpgsql STABLE AS $$
  BEGIN
    outstanding := coalesce((SELECT billed FROM payers WHERE payer = of_payer), 0) - chain_settled
      + coalesce((SELECT sum(amount) FROM reservations WHERE payer = of_payer), 0);
    voucher := coalesce((SELECT max(cumulative) FROM vouchers WHERE payer = of_payer AND expiry >= redeemable_until), 0);
  END $$`;

/** What it says of the chain is in nano-OPEN; `chain_free` is the deposit without what is being withdrawn. */
export const RESERVE_FUNCTION = `CREATE OR REPLACE FUNCTION reserve_request(new_request text, new_key text, of_payer bigint, new_offering bigint, new_model text,
    new_call text, new_upstream text, new_started bigint, new_idempotency text, new_body text, most numeric, redeemable_until bigint,
    chain_settled numeric, chain_authorised numeric, chain_cap numeric, chain_debited numeric, chain_free numeric,
    OUT kind text, OUT stored text, OUT outstanding numeric, OUT voucher numeric) LANGUAGE plpgsql AS $$
  DECLARE earlier record;
  BEGIN
    PERFORM 1 FROM payers WHERE payer = of_payer FOR UPDATE;
    IF new_idempotency IS NOT NULL THEN
      SELECT body_hash, answer INTO earlier FROM requests WHERE key_id = new_key AND idempotency_key = new_idempotency;
      IF FOUND THEN
        kind := CASE WHEN earlier.body_hash IS DISTINCT FROM new_body THEN 'conflict' WHEN earlier.answer IS NULL THEN 'inProgress' ELSE 'replay' END;
        IF kind = 'replay' THEN stored := earlier.answer; END IF;
        RETURN;
      END IF;
    END IF;
    SELECT c.outstanding, c.voucher INTO outstanding, voucher FROM credit_of(of_payer, redeemable_until, chain_settled) c;
    IF chain_debited + outstanding + most > least(greatest(voucher, chain_authorised), chain_cap) OR most > chain_free - outstanding THEN
      kind := 'insufficient';
      RETURN;
    END IF;
    INSERT INTO requests (request_id, key_id, payer, offering_id, model, call_type, upstream, state, started_at, idempotency_key, body_hash)
      VALUES (new_request, new_key, of_payer, new_offering, new_model, new_call, new_upstream, 'reserved', new_started, new_idempotency, new_body);
    INSERT INTO reservations (request_id, payer, amount, created_at) VALUES (new_request, of_payer, most, new_started);
    kind := 'reserved';
  END $$`;
