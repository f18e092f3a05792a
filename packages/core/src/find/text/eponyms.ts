/**
 * Names of people and places that stand for a thing in radiology: fractures, signs, views, angles, procedures, devices, classifications,
 * tumours, spaces. Own list; the diseases of open ontologies come from the word lists. Folded: small, no accents, hyphens or apostrophes.
 */
const authored = `
colles smith barton bennett rolando hutchinson chauffeur galeazzi monteggia essex lopresti jones lisfranc chopart maisonneuve tillaux chaput wagstaffe lefort
weber danis lauge hansen pott dupuytren cotton pilon segond hoffa stieda pellegrini bosworth toddler salter harris thurston holland gustilo anderson schatzker moore
garden pauwels pipkin seinsheimer evans boyd vancouver letournel judet tile young burgess malgaigne duverney denis chance jefferson hangman levine edwards anderson dalonzo
clay shoveler magerl allen ferguson hill sachs bankart perthes alpsa glad hagl slap neer hawkins gartland milch jupiter mason regan morrey kocher lorenz mayo frykman
fernandez melone gilula kienbock preiser kohler freiberg sever sinding larsen johansson osgood schlatter legg calve scheuermann schmorl modic pfirrmann meyerding wiltse cobb risser king lenke
nash moe lippman ferguson andersson romanus baastrup bertolotti forestier tarlov chiari arnold dandy walker blake luschka magendie monro sylvius sylvian rolando rolandic galen rosenthal trolard labbe willis
percheron heubner broca wernicke heschl virchow robin meckel dorello rathke ammon papez mayer edinger westphal wallenberg weber benedikt claude parinaud horner adie holmes millard gubler foville dejerine
roussy brown sequard lhermitte babinski hoffmann romberg lasegue spurling tinel phalen finkelstein quervain dupuytren morton baxter mulder civinini haglund achilles kager boehler bohler gissane meary hibb kite simmons
wiberg tonnis dunn lauenstein shenton klein trethowan perkins hilgenreiner graf ortolani barlow trendelenburg insall salvati blackburne peel caton deschamps dejour merchant laurin sunrise rosenberg wrisberg humphry
baker hoffa osgood blumensaat fabella stener gamekeeper skier kaplan mallet boutonniere heberden bouchard lachman lisch brushfield kayser fleischer hounsfield
kerley fleischner golden hampton westermark palla swyer james macleod luftsichel continuous rigler cupola doge pringle riglers chilaiditi coffee courvoisier murphy mirizzi rokitansky aschoff luschka caroli
todani bismuth corlette strasberg csendes klatskin oddi vater wirsung santorini couinaud cantlie rex glisson riedel spigelian spiegel budd chiari zahn mallory wilson menghini kasai
whipple roux billroth puestow frey beger blumgart kausch traverso longmire hartmann miles lahey ladd kelly nissen toupet dor belsey heller collis ivor lewis mckeown killian jamieson zenker schatzki barrett boerhaave
mallory weiss bochdalek morgagni larrey spigelian littre richter amyand garengeot petit grynfeltt maydl treitz petersen treves gerlach hesselbach cooper gimbernat poupart hartmann houston retzius douglas morison morrison
toldt gerota zuckerkandl denonvilliers waldeyer camper scarpa colles buck cowper bartholin skene gartner nabothian naboth nuck fallopian graafian wolffian mullerian hunner mercier bellini henle bowman bosniak robson fuhrman
gleason partin xanthogranulomatous weigert meyer hutch cohen lich gregoir politano leadbetter mitrofanoff indiana studer bricker santorini zuckerkandl peyronie fournier
krukenberg brenner meigs sertoli leydig call exner schiller walthard asherman sheehan turner mayer rokitansky kuster hauser herlyn werner wunderlich youssef ombredanne fitz hugh curtis allen masters sampson
wilms bolande denys drash beckwith wiedemann perlman ewing askin codman lodwick mazabraud mccune albright jaffe campanacci lichtenstein ollier maffucci trevor madelung blount erlenmeyer pyle caffey looser milkman paget schaumann
wertheim stafne pindborg gorlin goltz garre brodie sabouraud potts pott gibbus charcot marie tooth eichenholtz brodsky sanders ruedi allgower hawkins canale snoopy watson kirner
warthin ludwig lemierre gradenigo tornwaldt thornwaldt rosenmuller passavant waldeyer stensen wharton rivinus bezold citelli mouret luc caldwell waters towne stenvers schuller mayer rhese law arcelin chausse
haller onodi agger keros lund mackay draf messerklinger killian mosher mondini michel scheibe cochleo meniere menieres prussak korner jacobson arnold eustachian corti reissner rosenthal bill schwartze schwarze
graves hashimoto quervain riedel plummer hurthle pemberton delphian berry virchow troisier cushing conn addison nelson sipple wermer schmidt carney lhermitte duclos cowden gardner turcot peutz jeghers lynch muir torre
cronkhite canada menetrier borrmann lauren siewert forrest paris prague dieulafoy cameron heyde plummer vinson crohn montreal truelove witts hinchey balthazar atlanta ranson glasgow revised marseille
osler weber rendu sturge klippel trenaunay parkes hippel lindau bourneville recklinghausen gorham stout kasabach merritt spetzler martin borden cognard barrow fisher hunt hess raymond roy suarez
moyamoya takayasu numano behcet hughes stovin buerger kawasaki wegener churg strauss goodpasture horton raynaud kimura rosai dorfman erdheim chester langerhans castleman kikuchi fujimoto
hodgkin reed sternberg burkitt lugano deauville ann arbor cheson waldenstrom sezary rye
stanford debakey crawford bentall david yacoub fontan glenn norwood blalock taussig thomas jatene rastelli ross senning mustard konno cabrol kommerell botallo botalli eisenmenger ebstein fallot shone lutembacher
abernethy scimitar takotsubo loeffler fabry pompe danon uhl brugada chagas lyme libman sacks osler janeway carpentier wilkins duke bernoulli simpson teichholz
agatston seldinger sones judkins amplatz dotter palmaz greenfield gianturco hickman groshong broviac tesio quinton permcath swan ganz foley malecot tenckhoff scribner cimino brescia thomas
sengstaken blakemore minnesota dobhoff dobbhoff ryle kirschner steinmann kuntscher gamma ilizarov orthofix harrington luque cotrel dubousset pavlik thomas gallows denver leveen holter spitz ommaya codman
rush ender herbert acutrak moore austin thompson charnley exeter muller stanmore furlong bristow latarjet putti platt magnuson trillat weaver dunn girdlestone salter chiari ganz dega pemberton shelf
keller mcbride akin scarf mitchell chevron lapidus brostrom evans watson jones kidner weil hoke hauser maquet fulkerson trillat elmslie
blalock hanlon waterston potts shaldon cope cook chait sachse hopkins storz veress hasson
virchow rindfleisch kohn lambert boyden lane swyer kartagener mounier kuhn williams campbell poland hamman rich pancoast tobias hampton loffler macleod caplan blesovsky monod ghon ranke simon assmann rasmussen
kveim lofgren heerfordt mikulicz sjogren still felty reiter bechterew strumpell forestier milwaukee lyme jaccoud haygarth
bouveret rigler ogilvie hirschsprung duhamel soave swenson meckel peutz dolicho hutinel gilbert dubin johnson rotor crigler najjar gaucher niemann pick hurler hunter morquio sanfilippo scheie maroteaux lamy sly
tay krabbe alexander canavan leigh schilder marburg balo devic binswanger fazekas scheltens koedam marchiafava bignami creutzfeldt jakob pick huntington hallervorden spatz fahr wilson menkes alpers rasmussen
dyke davidoff masson lennox gastaut west dravet landau kleffner todd joubert walker warburg cobblestone aicardi lissencephaly taylor blumcke palmini engel
tolosa coats norrie best stargardt leber tenon zinn mueller horner cloquet whitnall lockwood meyer baillarger gennari
bell ramsay hunt mobius moebius parry romberg gowers friedreich guillain barre miller bickerstaff lambert eaton isaacs becker duchenne thomsen
down edwards patau klinefelter noonan marfan ehlers danlos loeys dietz alagille williams digeorge treacher collins goldenhar pierre robin apert crouzon pfeiffer carpenter saethre chotzen binder stickler
ellis creveld jeune holt oram klippel feil sprengel goldenhar vater jarcho levin potter dawson finger lemmel bouveret reynolds charcot grey cullen kehr
doppler fourier nyquist compton rayleigh larmor bloch purcell ernst gibbs dixon stejskal tanner haacke gauss tesla hertz bragg roentgen rontgen curie becquerel gray sievert coolidge bucky grenz lysholm moire
krenning hosmer mirels bauer tomita tokuhashi sins enneking lodwick kellgren lawrence outerbridge icrs stoller mink lotysch fairbank tonnis ficat arlet steinberg arco goutallier fuchs patte ellman snyder rockwood
walch hamada favard samilson prieto seebauer zanca stryker garth westpoint velpeau bernageau grashey norgaard brewerton clements nakayama robert gaynor hart carter dorfman stecher beath harris broden lilienfeld
danelius miller dunlap swanson chassard lapine settegast hughston holmblad camp coventry fick fergusson bressler
milan toronto boston rotterdam lisbon framingham mclone wagner texas leeds brighton berlin atlanta chicago
wells geneva perc pesi bova charlson kaplan meier cox wilcoxon mann whitney fisher student bland altman dice cronbach cohen fleiss youden
giemsa gram ziehl neelsen prussian congo grocott gomori masson hale papanicolaou romanowsky wright congo trichrome
monckeberg menke medusa caput baumgarten cruveilhier sappey retzius arantius batson adamkiewicz bonnet dechaume blanc sampson riolan drummond sudeck griffiths buhler corona
douglas moskowitz mullerian braxton hicks doderlein montgomery mckenna spence brueghel sister mary joseph
trousseau chvostek kussmaul corrigan kocher beck ewart duroziez levine hamman
roeder pringle mcburney blumberg rovsing carnett nikolsky koebner auspitz
edison roger rose weigert ivemark bland garland leriche raeder subclavian cockett may thurner paget schroetter nutcracker wilkie dunbar ormond budd trousseau mondor
gamna gandy kimmelstiel randall anderson carr kirkpatrick dietl hutch cacchi ricci page goldblatt liddle bartter gitelman fanconi alport
brodel kidney hertz dromedary bertin columns
weil gram leydig sertoli zellballen bolande jessner kanof kaposi bowen merkel spitz breslow clark marjolin buschke
ollendorff sharpey ranvier schwann purkinje golgi nissl pacini meissner ruffini hering breuer his tawara kent bachmann
baumann shenton koch triangle todaro thebesian chiari eustachian marshall lancisi sinus valsalva keith
leopold parkland galbiati hodge simpson piper naegele
cowper tyson littre hasner jung vieussens botal
bauhin gerlach lieberkuhn peyer brunner auerbach heister hartmann luschka moynihan calot mascagni lund
quincke biot cheyne stokes kussmaul ortner kehrer
mollaret jacod villaret collet sicard vernet tapia garcin foix chavany
alberta stroke maas raps balthazar
kernohan jakob duret hutchinson sunderland seddon wartenberg struthers osborne guyon frohse arcade carpal hueter volkmann jeanne froment wartenberg allen bunnell littler elson
morel lavallee whitesides wallace lund browder kohler chester nora bizarre
lannelongue milkman bado malgaigne kanavel mallory weiss
thompson simmonds matles kleiger mortise lefebvre cedell shepherd steida stieda hattrup
boutin holdsworth daniaux jefferson tos
birbeck touton schaumann asteroid
codivilla bowen mobitz wenckebach wolff parkinson
holstein lewis grosse kempf
hirayama kennedy brown vialetto
tourette sydenham kinsbourne
mazoyer pinard
gartner weber cruveilhier
heinz barth hofbauer wharton
kawashima damus kaye stansel
ross nikaidoh lecompte
zephyr nuss ravitch eloesser clagett heimlich
cattell braasch mattox finney heineke laimer mcgregor mcrae wackenheim canale homans wallstent graham impella
rosch uchida mahaim lester krause wolfring occam hickam cobra bentson tuohy borst
hohl luck tscherne poller kleinert kessler bayne vickers cierny mader papineau masquelet leibovich odriscoll johnston rentrop medina killip gensini timi weitbrecht paprosky bigelow gruen brooker charnley delee engh mallory head barrack harris galante
gharbi brenner noguchi lauren nakanuma ishak metavir scheuer knodell child pugh turcotte clichy kamada maddrey lille okuda tanaka lemmel mirels harrington kostuik denis gertzbein robbins neva laurent wiltse macnab kirkaldy willis
knosp hardy zurich koos samii house brackmann simpson hess fisher hijdra graeb evans kleihues ohmoto kassell drake yasargil sugita raymond montreal meyer
bland altman hoehn yahr glasgow rankin barthel karnofsky lansky zubrod eastern lawton brody zarit beck rorschach
jack hill castellvi tonnis pfirrmann thompson boos kellgren thalgott weishaupt fujiwara pathria grobler schizas
brodmann talairach tournoux montreal desikan killiany harvard schaltenbrand wahren laplace sobel canny otsu hough hessian frangi radon hilbert kalman markov bayes bayesian nesterov cramer rao parzen
sgarbossa bazett fridericia wenckebach lown ganong sokolow lyon cornell romhilt brockenbrough fick gorlin hakki bernoulli
alexandrov grant alsever monrad salkowski chiu cadle ohara
luschan fitzpatrick norwood ludwig savin tanner greulich pyle whitehouse fels oxford
manning rome milan sydney siena madrid tokyo kyoto vienna geneva basel berne lund lille dusseldorf heidelberg edmonton bristol nottingham norfolk norwich
amyand degarengeot velpeau barkow narath cloquet laugier beclard serafini cooper hesselbach romberg howship
hutchinson melchior ziemssen morton saldino noonan jarcho melnick needles pyle engelmann camurati buchem worth sjogren larsson
lemtrada humira herceptin avastin keytruda gleevec zometa
abrams jamshidi tru chiba westcott
`;

/** Folded eponym tokens written for this gate. */
export const EPONYMS: ReadonlySet<string> = new Set(authored.trim().split(/\s+/));
