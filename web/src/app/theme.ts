// Mantine's part of the look: sizes of targets (44 px at least). Colours are static CSS, see
// ui/style/tokens.css.
import { Button, createTheme, Input, type MantineColorsTuple } from '@mantine/core'

const brand = Array(10).fill('var(--accent)') as unknown as MantineColorsTuple
const input_vars = { wrapper: { '--input-height': '3rem', '--input-padding': '0.875rem' } }

export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand },
  fontFamily: 'var(--font)',
  defaultRadius: 'default',
  radius: { default: '10px' },
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      vars: () => ({
        root: {
          '--button-height': '2.875rem',
          '--button-padding-x': '1.25rem',
          '--button-fz': '1rem',
        },
      }),
      defaultProps: { fw: 500 },
    }),
    Input: Input.extend({ vars: () => input_vars }),
  },
})
