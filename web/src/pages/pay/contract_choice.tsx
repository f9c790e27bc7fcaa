// Which contracts: a list to tick, or just the name when there is one.
import type { Payable, PayableContract } from '../../api/types'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { pay_words } from '../../words/pay'
import type { Draft } from './draft'
import css from './pay.module.css'
import type { FieldError } from './use_fault_words'

type Props = {
  payable: Payable
  draft: Draft
  onChange: (more: Partial<Draft>) => void
  errors: FieldError[]
}

export function ContractChoice({ payable, draft, onChange, errors }: Props) {
  const words = useWords(pay_words)
  const { contracts } = payable
  const [only] = contracts
  const error = errors.find(({ id }) => id === 'contracts')
  const toggle = (id: string) =>
    onChange({
      chosen: draft.chosen.includes(id)
        ? draft.chosen.filter((one) => one !== id)
        : [...draft.chosen, id],
    })
  return (
    <Panel title={words.contracts} flush>
      {only && contracts.length === 1 && draft.chosen.includes(only.id) ? (
        <div className={css.only}>
          <About contract={only} />
        </div>
      ) : (
        <fieldset className={css.rows} aria-describedby={error ? 'contracts_error' : undefined}>
          <legend className="hidden">{words.contracts}</legend>
          {error && (
            <p id="contracts_error" className={css.error}>
              {error.text}
            </p>
          )}
          {contracts.map((contract, at) => (
            <label key={contract.id} className={css.option}>
              <input
                id={at === 0 ? 'contracts' : undefined}
                type="checkbox"
                checked={draft.chosen.includes(contract.id)}
                onChange={() => toggle(contract.id)}
              />
              <About contract={contract} />
            </label>
          ))}
        </fieldset>
      )}
    </Panel>
  )
}

function About({ contract }: { contract: PayableContract }) {
  const words = useWords(pay_words)
  return (
    <span className={css.about}>
      <span>
        <span className={css.lead}>{contract.product}</span>
        <span className={`${css.under} soft small`}>
          {words.contract(contract.number)} · {contract.creditor}
        </span>
      </span>
      <span className={css.debts}>
        {contract.overpayment_kopecks > 0 && contract.outstanding_kopecks <= 0 ? (
          <span className={css.credit}>
            {words.overpaid_part} <Money kopecks={contract.overpayment_kopecks} />
          </span>
        ) : (
          <span>
            <span className="soft">{words.owed}</span>{' '}
            <Money kopecks={Math.max(0, contract.outstanding_kopecks)} />
          </span>
        )}
        {contract.overdue_kopecks > 0 && (
          <span className={css.late}>
            {words.overdue_part} <Money kopecks={contract.overdue_kopecks} />
          </span>
        )}
      </span>
    </span>
  )
}
