/** A platform class, interface or enum as its signatures describe it; types are texts such as `System.List<System.String>`. */
export interface PlatformType {
  /** `System.String`, `Database.DMLOptions.EmailHeader` */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly abstract: boolean;
  readonly typeParams: readonly string[];
  /** Super class first where there is one, then interfaces. */
  readonly parents: readonly string[];
  readonly fields: readonly PlatformField[];
  readonly methods: readonly PlatformMethod[];
  readonly constructors: readonly (readonly string[])[];
}

export interface PlatformField {
  readonly name: string;
  readonly type: string;
  readonly static: boolean;
}

export interface PlatformMethod {
  readonly name: string;
  readonly static: boolean;
  readonly params: readonly string[];
  readonly returns: string;
}
