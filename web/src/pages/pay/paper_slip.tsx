// The slip on paper: the two halves that people know from a bank's counter, in black on white, with
// a code large enough to scan. It exists for printing only.
import type { Slip } from '../../api/types'
import { useLanguage, useWords } from '../../ui/language'
import { money_text } from '../../ui/money_text'
import { Qr } from '../../ui/qr'
import { slip_words } from '../../words/slip'
import css from './paper.module.css'

export function PaperSlip({ slip }: { slip: Slip }) {
  const words = useWords(slip_words)
  return (
    <div className={css.paper} aria-hidden="true">
      <Half slip={slip} title={words.notice} with_code />
      <Half slip={slip} title={words.slip} />
    </div>
  )
}

function Half({ slip, title, with_code }: { slip: Slip; title: string; with_code?: boolean }) {
  const words = useWords(slip_words)
  const { language } = useLanguage()
  const rows = [
    [words.payee, slip.payee],
    [`${words.inn} / ${words.kpp}`, `${slip.inn} / ${slip.kpp}`],
    [words.account, slip.account],
    [words.bank, slip.bank],
    [`${words.bic} / ${words.corr_account}`, `${slip.bic} / ${slip.corr_account}`],
    [words.purpose, slip.purpose],
    [words.payer_code, slip.payer_code],
    // A bank wants the whole name; the portal shows only as much of it as a greeting needs.
    [words.payer, ''],
  ]
  return (
    <section className={css.half}>
      <div className={css.left}>
        <p className={css.title}>{title}</p>
        {with_code && (
          <div className={css.code}>
            <Qr code={{ path: slip.qr_svg_path, size: slip.qr_size }} label={words.qr_label} />
          </div>
        )}
        <p>{words.cashier}</p>
      </div>
      <div className={css.right}>
        <dl className={css.rows}>
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className={css.sum}>
          {words.to_pay}:{' '}
          {slip.amount_kopecks === null ? (
            <>
              ____________ {words.roubles} ____ {words.kopecks}
            </>
          ) : (
            <b>{money_text(slip.amount_kopecks, language)}</b>
          )}
        </p>
        <p className={css.agree}>{words.agree}</p>
        <p className={css.sign}>
          <span>{words.signature} ____________________</span>
          <span>{words.date} ______________</span>
        </p>
      </div>
    </section>
  )
}
