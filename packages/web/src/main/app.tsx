import { Component, Suspense, lazy, useEffect } from 'react';
import type { ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import {
  AccountsScreen,
  CaseScreen,
  HiddenScreen,
  InvitationScreen,
  LibraryScreen,
  MineScreen,
  NoPageScreen,
  NoRoleScreen,
  NoticeScreen,
  NoticesScreen,
  PolicyScreen,
  QueueScreen,
  ReceiptScreen,
  ReviewScreen,
  SetUpScreen,
  SignInScreen,
  passage,
  useArchive,
} from '../screens/index.ts';
import { ErrorBox, Page } from '../ui/index.ts';
import { Footer, Header } from './shell.tsx';
import { useInnerLinks } from './links.ts';

const Contribute = lazy(() => import('../screens/contribute/index.ts').then(({ Contribute }) => ({ default: Contribute })));

/** Pages that fill the window and have no footer. */
const WORKBENCH = /^\/(new|review\/|hidden\/)/;

/** The shell: bar, the screen that the address names, footer. */
export function App(): ReactNode {
  const [path, go] = useLocation();
  const search = useSearch();
  const { session } = useArchive();
  useInnerLinks(go);
  useEffect(() => {
    scrollTo(0, 0);
  }, [path]);
  const way = passage(path, search, { setUp: session.setUp, roles: session.account?.roles ?? null });
  if (way.kind === 'go') return <Redirect to={way.to} replace />;
  return (
    <div className={WORKBENCH.test(path) ? 'shell shell-workbench' : 'shell'}>
      <Header path={path} />
      <Guard key={path}>{way.kind === 'closed' ? <NoRoleScreen role={way.role} /> : <Screens />}</Guard>
      {WORKBENCH.test(path) ? null : <Footer />}
    </div>
  );
}

function Screens(): ReactNode {
  return (
    <Suspense fallback={<Page width="wide">{null}</Page>}>
      <Switch>
        <Route path="/" component={LibraryScreen} />
        <Route path="/case/:id">{({ id }) => <CaseScreen key={id} id={id} />}</Route>
        <Route path="/case/:id/notice">{({ id }) => <NoticeScreen key={id} id={id} />}</Route>
        <Route path="/receipt/:receipt">{({ receipt }) => <ReceiptScreen receipt={receipt} />}</Route>
        <Route path="/new" component={Contribute} />
        <Route path="/mine" component={MineScreen} />
        <Route path="/review" component={QueueScreen} />
        <Route path="/review/:id">{({ id }) => <ReviewScreen key={id} id={id} />}</Route>
        <Route path="/notices" component={NoticesScreen} />
        <Route path="/hidden/:id">{({ id }) => <HiddenScreen key={id} id={id} />}</Route>
        <Route path="/accounts" component={AccountsScreen} />
        <Route path="/policy" component={PolicyScreen} />
        <Route path="/sign-in" component={SignInScreen} />
        <Route path="/set-up" component={SetUpScreen} />
        <Route path="/activate" component={InvitationScreen} />
        <Route component={NoPageScreen} />
      </Switch>
    </Suspense>
  );
}

/** Catches what a screen throws, so that the rest of the house stands. Nothing of the error is shown or sent. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly fell: boolean }> {
  override state = { fell: false };

  static getDerivedStateFromError(): { readonly fell: boolean } {
    return { fell: true };
  }

  override render(): ReactNode {
    if (!this.state.fell) return this.props.children;
    return (
      <Page width="narrow">
        <ErrorBox title="This screen stopped working." again={() => location.reload()}>
          Nothing was sent. Load it again; tell the administrator if it stays.
        </ErrorBox>
      </Page>
    );
  }
}
