import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './look.css';
import { MantineProvider, createTheme, useMantineColorScheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';
import { setNonce } from 'get-nonce';
import type { ReactNode } from 'react';
import { useState } from 'react';

const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'var(--mono)',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 8,
  respectReducedMotion: true,
});

// Mantine's own surfaces take the tokens of look.css, so that there is one palette.
const tokens = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-anchor': 'var(--accent)',
};
const resolver: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });

/** The nonce that the server wrote into the page for style elements; absent in development. */
function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce === undefined || nonce === '' || nonce === '__CSP_NONCE__' ? undefined : nonce;
}

/** The look of the whole house: fonts, tokens, theme, and the nonce for every style element that is made later. */
export function Look({ children }: { readonly children: ReactNode }): ReactNode {
  const [nonce] = useState(() => {
    const found = styleNonce();
    if (found !== undefined) setNonce(found);
    return found;
  });
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={resolver} getStyleNonce={() => nonce ?? ''}>
      {children}
    </MantineProvider>
  );
}

/** The nonce for other makers of style elements, such as an editor. */
export const useStyleNonce = (): string | undefined => useState(styleNonce)[0];

const NEXT = { auto: 'dark', dark: 'light', light: 'auto' } as const;
const WORDS = { auto: 'as the system', dark: 'dark', light: 'light' } as const;

/** A switch between dark, light and as the system says. */
export function LightSwitch(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <button type="button" className="btn btn-quiet" onClick={() => setColorScheme(NEXT[colorScheme])}>
      Light: {WORDS[colorScheme]}
    </button>
  );
}
