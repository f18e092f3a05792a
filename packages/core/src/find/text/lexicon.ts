const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Nouns that make an eponym of the name before them. */
export const HEADS = set(`
disease diseases syndrome syndromes sign signs fracture fractures dislocation lesion lesions cyst cysts tumour tumours tumor tumors deformity deformities malformation malformations anomaly anomalies
classification class classes grade grades grading type types stage stages staging score scores scale index criteria criterion system pattern patterns view views projection projections position angle angles line lines
ratio method methods technique techniques procedure operation osteotomy arthroplasty repair reconstruction anastomosis shunt shunts stent graft grafts catheter catheters tube tubes drain drains balloon filter filters wire wires nail nails
plate plates pin pins screw screws rod rods frame fixator device devices valve valves coil coils clip clips needle needles introducer sheath ligament ligaments duct ducts gland glands cave canal canals cleft node nodes space spaces
fascia fissure fissures gyrus sulcus area foramen foramina aqueduct ventricle cistern pouch pouches recess diverticulum diverticula hernia hernias ulcer ulcers nodule nodules body bodies cell cells granuloma
phenomenon triad triangle tetralogy pentalogy law point points plane zone zones ring rings band bands tubercle nodes plaque plaques spots spot ossicle muscle muscles tendon artery arteries vein veins nerve nerves
encephalopathy palsy ataxia chorea dementia epilepsy paralysis syncope angina arteritis vasculitis thyroiditis struma ophthalmopathy orbitopathy retinopathy lymphoma sarcoma carcinoma adenoma naevus nevus metaplasia oesophagus esophagus
pneumonia pneumonitis contracture exostosis arthropathy joint osteochondritis osteonecrosis defect defects avulsion test tests manoeuvre maneuver reflex units unit number numbers window filtering artefact artifact artifacts effect
transform equation formula model models guideline guidelines consensus recommendation recommendations categories category lexicon nomenclature trial study protocol approach incision flap pouch loop limb stoma ostomy conduit
haemorrhage hemorrhage hydrocephalus aneurysm dissection malformations nephropathy nephroma purpura gangrene abscess cellulitis empyema phlegmon knee hip wrist ankle elbow heel foot finger toe hand spine shoulder kyphosis changes change
insufficiency reaction stain bodies fragment fragments gallbladder duodenum bladder membrane capsule horn interval distance tract island islands bundle loop fibres fibers cord sac sheet junction papilla ampulla sphincter spur notch groove crest
association sequence complex variant nodularity atrophy dystrophy myopathy neuropathy neuroma neuralgia hydrops tubulopathy dysplasia hyperplasia hypoplasia agenesis atresia stenosis stricture obstruction fistula fistulas volvulus
procedureless pseudotumour pseudotumor infarct infarction embolism thrombosis phlebitis colitis cirrhosis hepatitis pancreatitis cholangitis appendicitis enteritis gastritis nephritis cystitis orchitis mastoiditis osteitis osteomyelitis
spondylitis discitis fever anaemia anemia leukaemia leukemia myeloma melanoma glioma neoplasm cancer mass polyp polyposis rhabdomyosarcoma glioblastoma follicle follicles bougie approach stitch suture suspension splint brace cast collar harness traction
razor dictum postulate postulates lemma paradox dilemma rotation patch resection fundoplication bypass dressing bandage plug port clamp forceps retractor snare basket balloon lead cannula trocar microcatheter guidewire coil embolisation embolization closure occluder plug occlusion ablation chemotherapy regimen regime diet rule principle hypothesis theory number constant curve plot diagram chart nomogram calculator atlas template grid coordinate coordinates calcification opacity opacities density dentata stones calculi matrix forest enlargement involution change
prosthesis cup stem head femur apparatus circle fold folds fibers hole window arcade anastomoses collateral collaterals territory fluid sulci gyri operculum cap caps hook vertebra vertebrae nucleus tuber node star law radiograph radiographs
`);

/** Words that may stand between an eponym and its head noun. */
export const BETWEENS = set(
  `type grade stage class zone like pseudo bony osseous reverse inverted modified classic classical typical equivalent variant and or versus vs the cell duct artery i ii iii iv v iia iib iiia iiib a b c d disc soft tissue puffy giant septal tri part`,
);

/** Nouns after which "of X" names a thing, not a person. */
export const OF_HEADS = set(
  `circle vein veins artery arteries pouch tetralogy islets islet loop angle line sign triangle sinus duct ligament foramen foramina canal aqueduct cave space spaces tubercle lobe lobes plexus ganglion hydatid hydatids anastomosis arc arcade fascia fissure organ cords crypts bundle node nucleus valve valves ring point points trigone trapezoid hiatus bursa sphincter ampulla cistern fissure sulcus gyrus island nuclei membrane column columns zone zones pyramid knot`,
);

/** Titles of people, small; those of clinicians apart. */
export const TITLES = set(
  `mdm mme md mohd muhd whaea matua mr mrs ms miss mx mister missus sir dame lady lord madam master frau herr fraulein mme mlle monsieur madame senor senora sra sr signor signora shri smt sri kumari mevrouw meneer pan pani aunt aunty auntie uncle grandma grandpa nana nan rev reverend pastor father rabbi imam sheikh sgt sergeant cpl corporal capt captain major colonel lt lieutenant constable officer inspector councillor senator justice`,
);
export const CLINICIAN_TITLES = set(
  `reg fellow resident intern sho rmo dr drs doctor prof professor nurse sister matron midwife surgeon registrar consultant radiologist physiotherapist physio paramedic sonographer radiographer oncologist neurosurgeon cardiologist pathologist paediatrician pediatrician psychiatrist dermatologist anaesthetist anesthesiologist`,
);
/** Of the titles, those that are ordinary words too: a capital in them is needed inside a sentence. */
export const WORDY_TITLES = set(
  `reg fellow resident intern sho rmo miss master lady lord major father officer captain sergeant pan sister nurse surgeon registrar consultant radiologist physiotherapist physio paramedic sonographer radiographer oncologist neurosurgeon cardiologist pathologist paediatrician pediatrician psychiatrist dermatologist anaesthetist anesthesiologist matron midwife justice senator constable inspector councillor colonel corporal lieutenant pastor rabbi imam aunt uncle nan nana sr ms mr`,
);

/** Relatives and others beside the patient. */
export const KIN = set(`
husband wife spouse partner fiance fiancee boyfriend girlfriend mother mum mom mam mummy mommy father dad daddy parents parent son sons daughter daughters brother brothers sister sisters sibling siblings twin twins
uncle aunt auntie aunty cousin niece nephew grandmother grandfather grandma grandpa granny nan nana gran grandad granddad grandson granddaughter grandchild grandparents stepmother stepfather stepson stepdaughter stepdad stepmum
inlaw carer caregiver guardian friend neighbour neighbor flatmate roommate housemate colleague boss employer coach teacher relative family child children baby widow widower lover ex mate
`);

/** Verbs that a patient is the subject of, in the forms that a history uses. */
export const PERSON_VERBS = set(`
was is has had presented presents tolerated attended complained complains underwent underwent recovered denied denies lives lived works worked went came felt feels noticed notices remained remains required requires developed develops
returned improved died survived collapsed fell woke reported reports reporting states stated said says told tells described describes declined refused agreed consented asked asks arrived received receives took takes suffered suffers experienced
smokes drinks drove drives walks walked plays played stopped started gave gives wants wanted thinks thought believes believed called rang phoned brought found saw visited travelled traveled made moved got gets eats ate slept
sustained swallowed ingested injured tripped slipped crashed deteriorated responded continues continued stayed kept sleeps struggles struggled needs needed did does could can will would should who whose aged also now never always recently initially previously then later
represented re-presented self-presented discharged admitted referred diagnosed treated operated followed passed delivered conceived married retired immigrated emigrated recalls recalled remembers donated carries mentioned insisted
mobilises mobilised mobilizes mobilized ambulates ambulated tested vomited coughed bled lost gained failed missed kicked hit dropped climbed dived dove jumped skied cycled rode ran swims swam performed reviewed reported asked signed removed inserted placed requested
`);
/** Of those, the ones that no thing does: after them even a rare word in capitals is a person. */
export const HUMAN_VERBS = set(`
presented presents attended complained complains denied denies lives lived works worked felt feels noticed notices attended woke said says told tells smokes drinks drove drives walks walked plays played wants wanted thinks thought believes believed rang phoned travelled traveled eats ate
slept swallowed ingested tripped slipped stayed sleeps recalls recalled remembers married retired immigrated emigrated kicked climbed jumped skied cycled swims swam vomited coughed insisted consented declined refused agreed tolerated underwent collapsed fell
`);

/** Small words of names. */
export const PARTICLES = set(
  `van von der den de la le du da das dos del della di al el bin binti binte ibn abu ap ni nic mac mc te ter ten st san santa o y e zu af av bint ul ur`,
);

/** What stands before the name of a patient. */
export const PATIENT_WORDS = set(`patient patients pt pts client subject proband patiente paciente paziente patientin`);

/** Words written with a capital that are never a person, though a list of names may hold them. */
export const PROPER = set(`
english spanish french german italian dutch greek latin arabic chinese japanese korean indian african asian european american australian british irish scottish welsh caucasian hispanic latino aboriginal maori torres strait islander pacific mediterranean
facebook instagram twitter tiktok youtube whatsapp
magnetom somatom artis acuson biograph sensation definition vida skyra avanto aera prisma ingenia achieva intera aquilion discovery lightspeed revolution optima signa brilliance ingenuity iqon voluson logiq epiq affiniti luminos axiom
siemens philips toshiba canon hitachi fujifilm fuji kodak agfa olympus medtronic biotronik boston scientific abbott cook bard terumo stryker zimmer biomet nephew depuy synthes cordis gore microvention penumbra merit angiodynamics covidien hologic esaote mindray samsung shimadzu varian elekta accuray guerbet bracco bayer
nitinol teflon gelfoam lipiodol onyx visipaque omnipaque ultravist gadavist dotarem primovist eovist magnevist definity sonovue lumason optiray isovue iomeron gastrografin buscopan mammotome viabahn amplatzer zenith endurant excluder
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
covid coronavirus staphylococcus streptococcus escherichia klebsiella pseudomonas mycobacterium aspergillus candida echinococcus entamoeba taenia schistosoma toxoplasma cryptococcus nocardia actinomyces salmonella brucella coxiella bartonella legionella mycoplasma chlamydia borrelia treponema histoplasma coccidioides blastomyces pneumocystis rhizopus mucor ascaris
parkinson alzheimer figure fig table radiopaedia pubmed medline google wikipedia creative commons internet python matlab windows adobe microsoft photoshop osirix horos
america americas africa asia europe antarctica oceania caribbean subcontinent mediterranean arctic pacific atlantic balkans scandinavia levant maghreb
wolff scottish french foley hounsfield swan gram north south east west northern southern eastern western christian muslim jewish hindu buddhist catholic
`);

/** Ordinary and medical words that the lists lack. */
export const EXTRA_WORDS = set(`
ct mri mr us pet spect ncct cect hrct ctpa mrcp ercp cxr axr kub ivp vcug mcug xray xrays radiograph sonogram mammogram scan scans yo yr yrs hx pmh hpc pmhx sob soboe nad fhx rx tx dx ddx sx fx nof foosh mva mvc rta loc ax hb bp hr gcs
haematuria oesophageal haemangioma oedema paediatric paed ischaemia ischaemic haemoptysis tumour tumours colour centre grey fibre anaesthetic anaesthesia caesarean dyspnoea diarrhoea foetal fetal orthopaedic gynaecology gynaecological neurosurgical cardiothoracic
metaphyseal metadiaphyseal epiphyseal diaphyseal torcular lambdoid hypodense hyperdense isodense hyperintense hypointense isointense hyperechoic hypoechoic anechoic isoechoic avid multiloculated unilocular bilocular ureteric vesicoureteric pneumobilia pneumoperitoneum
ultrasonographic tomographic unenhanced postcontrast precontrast noncontrast subcm coronal sagittal axial oblique reformat reformats reformatted multiplanar volumetric fluoroscopic fluoroscopy angiographic angiogram tractography elastography spectroscopy cine loop loops
washout pseudocapsule perfusion diffusion restricted restricts adc dwi flair stir swi gre tof mip mpr vr dsa mibg fdg psma dotatate
sandbagged bluetooth smartphone covid lockdown midshaft midfoot hindfoot forefoot midline midpole interpolar exophytic endophytic iliacus psoas popliteus soleus gastrocnemius supraspinatus infraspinatus subscapularis
mammo mammogram cath caths sonazoid physis physes physeal imaged rescanned reimaged unremarkable uncomplicated resus vape vaping vapes scooter ebike motorbike quadbike trampoline
`);
export const EXTRA_ACRONYMS = set(
  `RVEF LVEF LGE ECV MICU SICU PICU EMVI CTSI IIa IIb IIc IIIa IIIb IVa IVb FTTA IOUS RANSS EBER BSSFP VIBE CISS SSFP FIESTA GRASE HASTE MPRAGE SPGR DOTATATE PSMA FAPI CD117 CD34 CD20 CD30 CD3 CD68 CK7 CK20 TTF1 SOX10 S100 HMB45 DOG1 ALK PDL1 P16 P53 CT MRI MR US PET SPECT AP PA LAO RAO CC MLO IV IM SC PO OD BD ED ICU ITU HDU GP ENT OBGYN A&E AE ER OR OT USS XR CXR AXR KUB MRA MRV CTA CTV DSA PE DVT MI CVA TIA SAH SDH EDH ICH MCA ACA PCA ICA ECA BA VA SMA SMV IMA IMV IVC SVC RCC HCC TCC SCC NSCLC SCLC DLBCL HL NHL AML ALL CML CLL MDS FDG ADC DWI SWI STIR FLAIR TSE FSE GRE HU SUV TNM AJCC UICC FIGO WHO RECIST BIRADS PIRADS LIRADS TIRADS RIF LIF RUQ LUQ RLQ LLQ FB LP NG NGT ETT CVC PICC ICC ICD CRT LVAD ECMO IABP TAVI EVAR TEVAR CABG PCI TURP TURBT ORIF THR TKR TLH BSO LSCS IVF HRT OCP COPD CCF AF HTN DM IHD CKD ESRD RA SLE MS ALS MND CJD HIV TB UTI LRTI URTI GORD GERD IBD IBS PUD AAA PVD NIDDM IDDM T1DM T2DM NAD LMP EDD NT CRL BPD HC AC FL AFI GA BW DOL SGA IUGR CPAM CDH PDA VSD ASD AVSD TOF TGA HLHS SOB CP LOC GCS BP HR RR SPO2 CRP ESR WCC WBC HB INR LFT UEC EUC FBC CBC ABG ECG EKG EEG EMG MDT ENT FNA OGD EUS IDH MGMT EGFR ALK ROS1 HER2 ER PR KI67 M F MVA MVC RTA RTC GSW NOF FOOSH LA RV LV AV PV RCA LAD LCX OM PDA ACL PCL MCL LCL TFCC SLAP LHB AC SC SI TMJ DIP PIP MCP MTP CMC IP DRUJ UCL RCL OPLL DISH CPPD OA AVN DDH SCFE SUFE NAI MSK IR QA NM DEXA DXA CBCT OPG HSG MCUG VCUG IVU IVP RGU HIDA MAG3 DMSA DTPA MIP MPR VR TR TE TI FOV NEX THK W L WW WL KV MA MAS DLP CTDI DICOM PACS RIS HIS AI CAD CC BY SA NC ND OK ID TV UV X Y Z A B C D E G H I J K N O P Q R S T U V UK USA EU UN NHS NICE ACR RSNA ESR RANZCR RCR BSIR CIRSE SIR`,
);
export const EXTRA_NICKNAMES =
  set(`bob bobby rob robbie bill billy will dick ricky jim jimmy jamie jack johnny joe joey tom tommy tim timmy dan danny dave davey mick mike mikey nick nicky pete steve stevie andy drew chris kris matt ben benny sam sammy alex sandy ted teddy eddie ned fred freddie harry hal larry jerry gerry terry tony ron ronnie don donnie ken kenny ray stan wally barry gaz shaz daz kev trev bazza gazza shazza
liz lizzie beth betty betsy eliza kate katie kathy kath cathy cath kay meg maggie peggy madge sue susie suzie jen jenny jenn jess jessie becky bec becca vicky vicki tori deb debbie debs barb barbie pam patty patsy trish tricia mandy cindy sandra sandy steph stef nat tash gabby abby ali allie ellie nell nellie annie nan nancy dot dottie fran frannie jo josie joan jan jean jeanie jackie jacqui lou lulu lottie millie milly molly polly poppy rosie sal sally tess theresa tilly viv wendy winnie zoe`);
