// The SBP code of one payment, and the same as a link: on a phone nobody can scan its own screen.
import { Button } from '@mantine/core'
import { Bone } from '../../ui/bone'
import { CopyButton } from '../../ui/copy_button'
import { useLanguage, useWords } from '../../ui/language'
import { money_text } from '../../ui/money_text'
import { Notice } from '../../ui/notice'
import { Qr } from '../../ui/qr'
import { payment_words } from '../../words/pay'
import css from './payment.module.css'
import { app_link } from './safe_url'
import { useQr } from './use_qr'

export function SbpCode({ text, total_kopecks }: { text: string; total_kopecks: number }) {
  const words = useWords(payment_words)
  const { language } = useLanguage()
  const code = useQr(text)
  const link = app_link(text)
  return (
    <div className={css.sbp}>
      {code === 'failed' ? (
        <Notice tone="warn" title={words.qr_failed} />
      ) : (
        <div className={css.code}>
          {code ? (
            <Qr code={code} label={words.qr_label(money_text(total_kopecks, language))} />
          ) : (
            <Bone height={240} />
          )}
        </div>
      )}
      {link && (
        <div className={css.app}>
          <p className="soft small">{words.open_bank_text}</p>
          <p className={css.app_row}>
            <Button
              component="a"
              href={link}
              target="_blank"
              rel="noopener noreferrer"
              className={css.app_button}
            >
              {words.open_bank}
            </Button>
            <CopyButton text={link} label={words.copy_link} />
          </p>
        </div>
      )}
    </div>
  )
}
