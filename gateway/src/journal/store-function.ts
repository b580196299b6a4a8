/**
 * The journal's side of a bill, in one round trip: a reservation becomes a receipt, the payer's total, a served request and a stored answer, as one transaction. On the direct
 * lane the receipt also takes its number: the one it was signed with, or nothing is stored. On the epoch lane the transaction that calls it has taken the place.
 */
export const STORE_FUNCTION = `CREATE OR REPLACE FUNCTION store_receipt(new_receipt text, of_request text, new_lane integer, of_epoch bigint, new_sequence bigint,
    of_payer bigint, new_offering bigint, new_fee numeric, new_unattributed integer, new_packed text, new_legs text, new_evidence text, new_signature text,
    new_served bigint, new_prompt integer, new_completion integer, new_source text, new_ended bigint, new_answer text, OUT is_stored boolean)
    LANGUAGE plpgsql AS $$
  BEGIN
    is_stored := false;
    IF new_lane = 1 THEN
      UPDATE epochs SET next_sequence = next_sequence + 1 WHERE epoch = of_epoch AND next_sequence = new_sequence;
      IF NOT FOUND THEN RETURN; END IF;
    END IF;
    DELETE FROM reservations WHERE request_id = of_request;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'Request % has no reservation; it was released or billed already.', of_request;
    END IF;
    INSERT INTO receipts (receipt_id, request_id, epoch, sequence, payer, offering_id, fee, unattributed, packed, legs, evidence, signature, served_at, lane)
      VALUES (new_receipt, of_request, of_epoch, new_sequence, of_payer, new_offering, new_fee, new_unattributed, new_packed, new_legs, new_evidence,
        new_signature, new_served, new_lane);
    UPDATE payers SET billed = billed + new_fee WHERE payer = of_payer;
    UPDATE requests SET state = 'served', prompt_tokens = new_prompt, completion_tokens = new_completion, fee = new_fee, usage_source = new_source,
      ended_at = new_ended, answer = CASE WHEN idempotency_key IS NULL THEN NULL ELSE new_answer END WHERE request_id = of_request;
    is_stored := true;
  END $$`;
