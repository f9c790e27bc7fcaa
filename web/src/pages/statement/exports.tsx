// The operations as a file. The page fetches it by itself: a refusal of a plain download would be
// a file of an error, or nothing at all.
import { useMutation } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { call_file } from '../../api/client'
import { type OperationFilters, routes } from '../../api/types'
import { Icon } from '../../ui/icon'
import { useLanguage, useWords } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Reference, useRefusalWords } from '../../ui/refusal'
import { save_file } from '../../ui/save_file'
import { operations_words } from '../../words/statement'
import css from './operations.module.css'

export function Exports({ id, filters }: { id: string; filters: OperationFilters }) {
  const words = useWords(operations_words)
  const in_words = useRefusalWords()
  const { language } = useLanguage()
  // 'always': without a connection it would wait in silence.
  const { mutate, isPending, error } = useMutation({
    mutationFn: call_file,
    onSuccess: save_file,
    networkMode: 'always',
  })
  const ask = { ...filters, language }
  const files = {
    CSV: routes.statement_export_csv(id, ask),
    XLSX: routes.statement_export_xlsx(id, ask),
  }
  const start = (href: string) => (event: MouseEvent) => {
    event.preventDefault()
    if (!isPending) mutate(href)
  }
  return (
    <>
      <div className={`${css.exports} no_print`}>
        {Object.entries(files).map(([kind, href]) => (
          <a
            key={kind}
            href={href}
            download
            aria-disabled={isPending || undefined}
            onClick={start(href)}
          >
            <Icon name="download" size={18} />
            <span className="hidden">{words.export} </span>
            {kind}
          </a>
        ))}
      </div>
      <p role="status" className={isPending ? `${css.export_state} soft small` : 'hidden'}>
        {isPending ? words.exporting : ''}
      </p>
      {error && (
        <div className={`${css.export_state} no_print`}>
          <Notice tone="bad" urgent title={words.export_failed}>
            <p>{in_words(error)}</p>
            <Reference error={error} />
          </Notice>
        </div>
      )}
    </>
  )
}
