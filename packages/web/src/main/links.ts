import { useEffect } from 'react';

/** Follows links of this site without loading the page anew. Links with `target`, `download` or `data-server` are the browser's. */
export function useInnerLinks(go: (to: string) => void): void {
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null || link.target !== '' || link.hasAttribute('download') || link.dataset['server'] !== undefined) return;
      const to = new URL(link.href, location.href);
      if (to.origin !== location.origin || (to.hash !== '' && to.pathname === location.pathname)) return;
      event.preventDefault();
      go(to.pathname + to.search + to.hash);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [go]);
}
