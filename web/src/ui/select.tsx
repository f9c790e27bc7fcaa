// A choice from a short list: the browser's own select, dressed like the other fields.
import { NativeSelect } from '@mantine/core'
import css from './field.module.css'
import { Icon } from './icon'

type Props = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  choices: { value: string; label: string }[]
}

export function Select({ choices, onChange, ...rest }: Props) {
  return (
    <NativeSelect
      {...rest}
      classNames={{ label: css.label, input: `${css.input} ${css.select}` }}
      rightSection={<Icon name="down" size={18} />}
      rightSectionPointerEvents="none"
      onChange={(event) => onChange(event.currentTarget.value)}
      data={choices}
    />
  )
}
