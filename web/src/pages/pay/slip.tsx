// The requisites to copy one by one, the code for a bank's application, and the same on paper.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Slip } from '../../api/types'
import { CopyButton } from '../../ui/copy_button'
import { Icon } from '../../ui/icon'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Qr } from '../../ui/qr'
import { slip_words } from '../../words/slip'
import css from './details.module.css'
import { PaperSlip } from './paper_slip'

/** `fresh`: the code holds the sum that stands in the form. */
export function SlipView({ slip, fresh }: { slip: Slip; fresh: boolean }) {
  const words = useWords(slip_words)
  const rows = useRows(slip)
  return (
    <>
      <div className={`${css.grid} no_print`}>
        <Panel title={words.scan}>
          <div className={css.scan} aria-busy={!fresh}>
            <div className={css.code}>
              <Qr code={{ path: slip.qr_svg_path, size: slip.qr_size }} label={words.qr_label} />
            </div>
            <p role="status">
              {!fresh && words.updating}
              {fresh && slip.amount_kopecks === null && words.no_sum}
              {fresh && slip.amount_kopecks !== null && (
                <>
                  {words.in_code}: <Money kopecks={slip.amount_kopecks} />
                </>
              )}
            </p>
            <Button
              leftSection={<Icon name="print" />}
              disabled={!fresh}
              onClick={() => window.print()}
            >
              {words.print}
            </Button>
          </div>
        </Panel>
        <Panel title={words.details} aside={<CopyAll rows={rows} />}>
          <dl className={css.rows}>
            {rows.map(({ label, value, note }) => (
              <div key={label}>
                <dt className="soft small">{label}</dt>
                <dd>
                  <span className="digits">{value}</span>
                  <CopyButton text={value} label={label} />
                  {note && <span className={`${css.note} soft small`}>{note}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
      <p className="soft small no_print">{words.arrives}</p>
      <PaperSlip slip={slip} />
    </>
  )
}

type Line = { label: string; value: string; note?: string }

function useRows(slip: Slip): Line[] {
  const words = useWords(slip_words)
  const rows: Line[] = [
    { label: words.payee, value: slip.payee },
    { label: words.inn, value: slip.inn },
    { label: words.kpp, value: slip.kpp },
    { label: words.account, value: slip.account },
    { label: words.bank, value: slip.bank },
    { label: words.bic, value: slip.bic },
    { label: words.corr_account, value: slip.corr_account },
    { label: words.purpose, value: slip.purpose, note: words.purpose_note },
    { label: words.payer_code, value: slip.payer_code },
  ]
  return rows.filter(({ value }) => value !== '')
}

function CopyAll({ rows }: { rows: Line[] }) {
  const words = useWords(slip_words)
  const [copied, set_copied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => set_copied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  if (!navigator.clipboard) return null
  const text = rows.map(({ label, value }) => `${label}: ${value}`).join('\n')
  return (
    <button
      type="button"
      className="link_button"
      onClick={() => void navigator.clipboard.writeText(text).then(() => set_copied(true))}
    >
      <Icon name={copied ? 'check' : 'copy'} size={18} />
      <span role="status">{copied ? words.copied_all : words.copy_all}</span>
    </button>
  )
}
