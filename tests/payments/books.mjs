// Sentences about payments, and the counting of those that do not hold.
export const paid_at_bank = (one) => ['succeeded', 'CONFIRMED', 'REFUNDED', 'PARTIAL_REFUNDED'].includes(one.status);

export class Rules {
  passed = 0;
  failed = 0;

  // `wrong` names whatever breaks the sentence.
  hold(sentence, wrong) {
    if (wrong.length) this.failed += 1; else this.passed += 1;
    const shown = wrong.length ? `: ${wrong.length}, first ${JSON.stringify(wrong.slice(0, 3))}` : '';
    console.log(`${wrong.length ? 'not ok' : 'ok'} - ${sentence}${shown}`);
  }

  // The last line of a run; says how many failed.
  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed;
  }
}

// What infra's own count finds, of the whole copy: every transfer, balance and payment.
export async function count_again(db, rules) {
  const [[check]] = await db.rows('select api.payment_check()');
  const said = JSON.parse(check);
  rules.hold('the ledger sums to zero and agrees with its balances and with the payments',
    said.differences === 0 && said.ledger.ok ? [] : [said]);
}
