// Generated from the migrations with the Supabase CLI: run `make types` after changing them.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      conversation_import_parts: {
        Row: {
          content: NonNullable<Json>;
          conversation: string;
          created_at: string;
          import_id: string;
          position: number;
        };
        ComputedFields: never;
        Insert: {
          content: NonNullable<Json>;
          conversation: string;
          created_at?: string;
          import_id: string;
          position: number;
        };
        Update: {
          content?: NonNullable<Json>;
          conversation?: string;
          created_at?: string;
          import_id?: string;
          position?: number;
        };
        Relationships: [];
      };
      conversation_sketches: {
        Row: {
          conversation_id: string;
          dataset_id: string;
          hash: number;
        };
        ComputedFields: never;
        Insert: {
          conversation_id: string;
          dataset_id: string;
          hash: number;
        };
        Update: {
          conversation_id?: string;
          dataset_id?: string;
          hash?: number;
        };
        Relationships: [
          {
            foreignKeyName: "conversation_sketches_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "conversation_sketches_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "conversation_sketches_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "conversation_sketches_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      conversation_sources: {
        Row: {
          consultant_profile: Json | null;
          conversations: number;
          dataset_id: string;
          dataset_metadata: Json | null;
          extras: NonNullable<Json>;
          id: string;
          imported_at: string;
          imported_by: string | null;
          name: string;
          sha256: string;
        };
        ComputedFields: never;
        Insert: {
          consultant_profile?: Json | null;
          conversations: number;
          dataset_id: string;
          dataset_metadata?: Json | null;
          extras?: NonNullable<Json>;
          id?: string;
          imported_at?: string;
          imported_by?: string | null;
          name: string;
          sha256: string;
        };
        Update: {
          consultant_profile?: Json | null;
          conversations?: number;
          dataset_id?: string;
          dataset_metadata?: Json | null;
          extras?: NonNullable<Json>;
          id?: string;
          imported_at?: string;
          imported_by?: string | null;
          name?: string;
          sha256?: string;
        };
        Relationships: [
          {
            foreignKeyName: "conversation_sources_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      conversation_template_versions: {
        Row: {
          annotation_prompt: string;
          content_hash: string;
          created_at: string;
          created_by_name: string;
          dialogue_prompt: string;
          id: string;
          instructions: string;
          quality_requirements: NonNullable<Json>;
          reference_conversation_ids: NonNullable<Json>;
          structure: string;
          template_id: string;
          variables: NonNullable<Json>;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          annotation_prompt: string;
          content_hash: string;
          created_at?: string;
          created_by_name: string;
          dialogue_prompt: string;
          id?: string;
          instructions: string;
          quality_requirements: NonNullable<Json>;
          reference_conversation_ids: NonNullable<Json>;
          structure: string;
          template_id: string;
          variables: NonNullable<Json>;
          version: number;
        };
        Update: {
          annotation_prompt?: string;
          content_hash?: string;
          created_at?: string;
          created_by_name?: string;
          dialogue_prompt?: string;
          id?: string;
          instructions?: string;
          quality_requirements?: NonNullable<Json>;
          reference_conversation_ids?: NonNullable<Json>;
          structure?: string;
          template_id?: string;
          variables?: NonNullable<Json>;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "conversation_template_versions_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "conversation_templates";
            referencedColumns: ["template_id"];
          },
          {
            foreignKeyName: "conversation_template_versions_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "template_performance";
            referencedColumns: ["template_id"];
          },
        ];
      };
      conversation_templates: {
        Row: {
          annotation_prompt: string;
          arc: string;
          content_hash: string | null;
          created_at: string;
          dataset_id: string;
          dialogue_prompt: string;
          id: string;
          instructions: string;
          is_active: boolean;
          quality_requirements: NonNullable<Json>;
          reference_conversation_ids: NonNullable<Json>;
          shipped_hash: string | null;
          shipped_hashes: NonNullable<Json>;
          structure: string;
          template_id: string;
          template_name: string;
          tier: string;
          updated_at: string;
          variables: NonNullable<Json>;
          version: number;
          conversation_template_hash: string | null;
        };
        ComputedFields: "conversation_template_hash";
        Insert: {
          annotation_prompt: string;
          arc?: string;
          content_hash?: string | null;
          created_at?: string;
          dataset_id: string;
          dialogue_prompt: string;
          id?: string;
          instructions: string;
          is_active?: boolean;
          quality_requirements?: NonNullable<Json>;
          reference_conversation_ids?: NonNullable<Json>;
          shipped_hash?: string | null;
          shipped_hashes?: NonNullable<Json>;
          structure?: string;
          template_id: string;
          template_name: string;
          tier: string;
          updated_at?: string;
          variables?: NonNullable<Json>;
          version?: number;
        };
        Update: {
          annotation_prompt?: string;
          arc?: string;
          content_hash?: string | null;
          created_at?: string;
          dataset_id?: string;
          dialogue_prompt?: string;
          id?: string;
          instructions?: string;
          is_active?: boolean;
          quality_requirements?: NonNullable<Json>;
          reference_conversation_ids?: NonNullable<Json>;
          shipped_hash?: string | null;
          shipped_hashes?: NonNullable<Json>;
          structure?: string;
          template_id?: string;
          template_name?: string;
          tier?: string;
          updated_at?: string;
          variables?: NonNullable<Json>;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "conversation_templates_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      conversation_words: {
        Row: {
          conversation_id: string;
          id: string;
          updated_at: string;
          words: unknown;
        };
        ComputedFields: never;
        Insert: {
          conversation_id: string;
          id?: string;
          updated_at?: string;
          words: unknown;
        };
        Update: {
          conversation_id?: string;
          id?: string;
          updated_at?: string;
          words?: unknown;
        };
        Relationships: [
          {
            foreignKeyName: "conversation_words_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "conversation_words_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "conversation_words_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      emotional_context: {
        Row: {
          client_needs: NonNullable<Json>;
          conversation_id: string;
          created_at: string;
          current_emotion: string | null;
          emotional_indicators: NonNullable<Json>;
          engagement_readiness: string | null;
          extras: NonNullable<Json>;
          id: string;
          indicator_count: number | null;
          intensity: number | null;
          intensity_change: number | null;
          knowledge_level: string | null;
          previous_emotion: string | null;
          primary_confidence: number | null;
          primary_emotion: string | null;
          progression_description: string | null;
          quote_count: number | null;
          red_flags: NonNullable<Json>;
          risk_level: string | null;
          secondary_confidence: number | null;
          secondary_emotion: string | null;
          tertiary_confidence: number | null;
          tertiary_emotion: string | null;
          trust_level: string | null;
          turn_id: string;
          valence: string | null;
          valence_as_written: string | null;
        };
        ComputedFields: never;
        Insert: {
          client_needs?: NonNullable<Json>;
          conversation_id: string;
          created_at?: string;
          current_emotion?: string | null;
          emotional_indicators?: NonNullable<Json>;
          engagement_readiness?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          indicator_count?: number | null;
          intensity?: number | null;
          intensity_change?: number | null;
          knowledge_level?: string | null;
          previous_emotion?: string | null;
          primary_confidence?: number | null;
          primary_emotion?: string | null;
          progression_description?: string | null;
          quote_count?: number | null;
          red_flags?: NonNullable<Json>;
          risk_level?: string | null;
          secondary_confidence?: number | null;
          secondary_emotion?: string | null;
          tertiary_confidence?: number | null;
          tertiary_emotion?: string | null;
          trust_level?: string | null;
          turn_id: string;
          valence?: string | null;
          valence_as_written?: string | null;
        };
        Update: {
          client_needs?: NonNullable<Json>;
          conversation_id?: string;
          created_at?: string;
          current_emotion?: string | null;
          emotional_indicators?: NonNullable<Json>;
          engagement_readiness?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          indicator_count?: number | null;
          intensity?: number | null;
          intensity_change?: number | null;
          knowledge_level?: string | null;
          previous_emotion?: string | null;
          primary_confidence?: number | null;
          primary_emotion?: string | null;
          progression_description?: string | null;
          quote_count?: number | null;
          red_flags?: NonNullable<Json>;
          risk_level?: string | null;
          secondary_confidence?: number | null;
          secondary_emotion?: string | null;
          tertiary_confidence?: number | null;
          tertiary_emotion?: string | null;
          trust_level?: string | null;
          turn_id?: string;
          valence?: string | null;
          valence_as_written?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "emotional_context_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "emotional_context_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "emotional_context_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "emotional_context_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: true;
            referencedRelation: "conversation_transcript";
            referencedColumns: ["turn_id"];
          },
          {
            foreignKeyName: "emotional_context_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: true;
            referencedRelation: "training_turns";
            referencedColumns: ["turn_id"];
          },
        ];
      };
      generation_batch_requests: {
        Row: {
          body: string;
          bytes: number;
          call_id: string;
          id: string;
          staged_at: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          bytes: number;
          call_id: string;
          id?: string;
          staged_at?: string;
        };
        Update: {
          body?: string;
          bytes?: number;
          call_id?: string;
          id?: string;
          staged_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_batch_requests_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "generation_calls";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_batch_requests_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "generation_unknown_costs";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_batches: {
        Row: {
          bytes: number;
          cancel_asked_at: string | null;
          canceled: number;
          duplicate_ids: NonNullable<Json>;
          ended_at: string | null;
          errored: number;
          expired: number;
          foreign_ids: NonNullable<Json>;
          generation_method: string;
          id: string;
          intent_at: string;
          message: string;
          missing: number;
          provider_batch_id: string | null;
          requests: number;
          reserved_usd: number;
          sent_at: string | null;
          settled: number;
          stages: NonNullable<Json>;
          status: string;
          submissions: number;
          submitted_at: string | null;
          succeeded: number;
          told_at: string;
          trouble: string;
          worker: string;
          worker_until: string;
        };
        ComputedFields: never;
        Insert: {
          bytes: number;
          cancel_asked_at?: string | null;
          canceled?: number;
          duplicate_ids?: NonNullable<Json>;
          ended_at?: string | null;
          errored?: number;
          expired?: number;
          foreign_ids?: NonNullable<Json>;
          generation_method: string;
          id?: string;
          intent_at?: string;
          message?: string;
          missing?: number;
          provider_batch_id?: string | null;
          requests: number;
          reserved_usd: number;
          sent_at?: string | null;
          settled?: number;
          stages: NonNullable<Json>;
          status?: string;
          submissions?: number;
          submitted_at?: string | null;
          succeeded?: number;
          told_at?: string;
          trouble?: string;
          worker: string;
          worker_until: string;
        };
        Update: {
          bytes?: number;
          cancel_asked_at?: string | null;
          canceled?: number;
          duplicate_ids?: NonNullable<Json>;
          ended_at?: string | null;
          errored?: number;
          expired?: number;
          foreign_ids?: NonNullable<Json>;
          generation_method?: string;
          id?: string;
          intent_at?: string;
          message?: string;
          missing?: number;
          provider_batch_id?: string | null;
          requests?: number;
          reserved_usd?: number;
          sent_at?: string | null;
          settled?: number;
          stages?: NonNullable<Json>;
          status?: string;
          submissions?: number;
          submitted_at?: string | null;
          succeeded?: number;
          told_at?: string;
          trouble?: string;
          worker?: string;
          worker_until?: string;
        };
        Relationships: [];
      };
      generation_budget: {
        Row: {
          daily_limit_usd: number;
          day: string;
          id: string;
          only_row: boolean;
          reserved_usd: number;
          settled_usd: number;
          simulated_reserved_usd: number;
          simulated_settled_usd: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          daily_limit_usd?: number;
          day?: string;
          id?: string;
          only_row?: boolean;
          reserved_usd?: number;
          settled_usd?: number;
          simulated_reserved_usd?: number;
          simulated_settled_usd?: number;
          updated_at?: string;
        };
        Update: {
          daily_limit_usd?: number;
          day?: string;
          id?: string;
          only_row?: boolean;
          reserved_usd?: number;
          settled_usd?: number;
          simulated_reserved_usd?: number;
          simulated_settled_usd?: number;
          updated_at?: string;
        };
        Relationships: [];
      };
      generation_calls: {
        Row: {
          attempt: number;
          batch_id: string | null;
          cache_read_tokens: number | null;
          cache_write_1h_tokens: number | null;
          cache_write_5m_tokens: number | null;
          conversation_id: string | null;
          cost_usd: number | null;
          delivery: string;
          draft_no: number;
          error_message: string | null;
          error_type: string | null;
          estimated_input_tokens: number;
          generation_method: string;
          id: string;
          input_tokens: number | null;
          item_id: string | null;
          job_id: string | null;
          max_output_tokens: number;
          milliseconds: number | null;
          model: string;
          opened_at: string;
          outcome: string | null;
          output_tokens: number | null;
          request_hash: string;
          request_id: string | null;
          reserved_usd: number;
          revision: number;
          section: string | null;
          settled_at: string | null;
          stage: string;
          stop_reason: string | null;
          thinking_tokens: number | null;
          turn_number: number | null;
          worker: string;
        };
        ComputedFields: never;
        Insert: {
          attempt: number;
          batch_id?: string | null;
          cache_read_tokens?: number | null;
          cache_write_1h_tokens?: number | null;
          cache_write_5m_tokens?: number | null;
          conversation_id?: string | null;
          cost_usd?: number | null;
          delivery?: string;
          draft_no: number;
          error_message?: string | null;
          error_type?: string | null;
          estimated_input_tokens: number;
          generation_method: string;
          id?: string;
          input_tokens?: number | null;
          item_id?: string | null;
          job_id?: string | null;
          max_output_tokens: number;
          milliseconds?: number | null;
          model: string;
          opened_at?: string;
          outcome?: string | null;
          output_tokens?: number | null;
          request_hash: string;
          request_id?: string | null;
          reserved_usd: number;
          revision: number;
          section?: string | null;
          settled_at?: string | null;
          stage: string;
          stop_reason?: string | null;
          thinking_tokens?: number | null;
          turn_number?: number | null;
          worker: string;
        };
        Update: {
          attempt?: number;
          batch_id?: string | null;
          cache_read_tokens?: number | null;
          cache_write_1h_tokens?: number | null;
          cache_write_5m_tokens?: number | null;
          conversation_id?: string | null;
          cost_usd?: number | null;
          delivery?: string;
          draft_no?: number;
          error_message?: string | null;
          error_type?: string | null;
          estimated_input_tokens?: number;
          generation_method?: string;
          id?: string;
          input_tokens?: number | null;
          item_id?: string | null;
          job_id?: string | null;
          max_output_tokens?: number;
          milliseconds?: number | null;
          model?: string;
          opened_at?: string;
          outcome?: string | null;
          output_tokens?: number | null;
          request_hash?: string;
          request_id?: string | null;
          reserved_usd?: number;
          revision?: number;
          section?: string | null;
          settled_at?: string | null;
          stage?: string;
          stop_reason?: string | null;
          thinking_tokens?: number | null;
          turn_number?: number | null;
          worker?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_calls_batch_id_fkey";
            columns: ["batch_id"];
            isOneToOne: false;
            referencedRelation: "generation_batches";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_calls_item_id_fkey";
            columns: ["item_id"];
            isOneToOne: false;
            referencedRelation: "generation_job_items";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_calls_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "generation_jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_calls_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "job_progress";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_drafts: {
        Row: {
          attempt: number;
          conversation_id: string;
          created_at: string;
          draft: NonNullable<Json>;
          error_code: string;
          error_message: string;
          id: string;
          item_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempt: number;
          conversation_id: string;
          created_at?: string;
          draft: NonNullable<Json>;
          error_code: string;
          error_message: string;
          id?: string;
          item_id: string;
        };
        Update: {
          attempt?: number;
          conversation_id?: string;
          created_at?: string;
          draft?: NonNullable<Json>;
          error_code?: string;
          error_message?: string;
          id?: string;
          item_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_drafts_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_drafts_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_drafts_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_drafts_item_id_fkey";
            columns: ["item_id"];
            isOneToOne: false;
            referencedRelation: "generation_job_items";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_events: {
        Row: {
          at: string;
          conversation_id: string | null;
          id: number;
          job_id: string | null;
          level: string;
          message: string;
          stage: string | null;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          conversation_id?: string | null;
          id?: never;
          job_id?: string | null;
          level?: string;
          message: string;
          stage?: string | null;
        };
        Update: {
          at?: string;
          conversation_id?: string | null;
          id?: never;
          job_id?: string | null;
          level?: string;
          message?: string;
          stage?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "generation_events_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_events_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_events_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_events_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "generation_jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_events_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "job_progress";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_job_items: {
        Row: {
          attempt: number;
          available_at: string;
          completed_at: string | null;
          conversation_id: string;
          cost_usd: number;
          created_at: string;
          error_code: string | null;
          error_hint: string | null;
          error_message: string | null;
          id: string;
          job_id: string;
          job_number: number;
          position: number;
          progress: number;
          quality_score: number | null;
          stage: string | null;
          stage_note: string | null;
          started_at: string | null;
          status: string;
          template_version: number | null;
          throttled_seconds: number;
          turns_done: number | null;
          turns_total: number | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          available_at?: string;
          completed_at?: string | null;
          conversation_id: string;
          cost_usd?: number;
          created_at?: string;
          error_code?: string | null;
          error_hint?: string | null;
          error_message?: string | null;
          id?: string;
          job_id: string;
          job_number: number;
          position: number;
          progress?: number;
          quality_score?: number | null;
          stage?: string | null;
          stage_note?: string | null;
          started_at?: string | null;
          status?: string;
          template_version?: number | null;
          throttled_seconds?: number;
          turns_done?: number | null;
          turns_total?: number | null;
          updated_at?: string;
        };
        Update: {
          attempt?: number;
          available_at?: string;
          completed_at?: string | null;
          conversation_id?: string;
          cost_usd?: number;
          created_at?: string;
          error_code?: string | null;
          error_hint?: string | null;
          error_message?: string | null;
          id?: string;
          job_id?: string;
          job_number?: number;
          position?: number;
          progress?: number;
          quality_score?: number | null;
          stage?: string | null;
          stage_note?: string | null;
          started_at?: string | null;
          status?: string;
          template_version?: number | null;
          throttled_seconds?: number;
          turns_done?: number | null;
          turns_total?: number | null;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_job_items_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_job_items_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_job_items_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_job_items_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "generation_jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_job_items_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "job_progress";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_jobs: {
        Row: {
          api_calls: number;
          average_quality_score: number | null;
          cache_read_tokens: number;
          cache_write_1h_tokens: number;
          cache_write_5m_tokens: number;
          cancelled_conversations: number;
          cap_needs_usd: number | null;
          completed_at: string | null;
          completed_conversations: number;
          cost_usd: number;
          created_at: string;
          created_by: string | null;
          created_by_name: string;
          created_via: string;
          dataset_id: string | null;
          estimated_cost_usd: number | null;
          estimated_seconds: number | null;
          eta_at: string | null;
          failed_conversations: number;
          id: string;
          input_tokens: number;
          job_number: number;
          job_type: string;
          last_progress_at: string | null;
          max_cost_usd: number | null;
          models: Json | null;
          note: string | null;
          options: NonNullable<Json>;
          output_tokens: number;
          paused_from: string | null;
          requested_action: string | null;
          reserved_usd: number;
          started_at: string | null;
          status: string;
          status_message: string;
          status_reason: string | null;
          target_conversation_ids: Json | null;
          thinking_tokens: number;
          total_conversations: number;
          updated_at: string;
          generation_job_counted: {
            api_calls: number;
            average_quality_score: number | null;
            cache_read_tokens: number;
            cache_write_1h_tokens: number;
            cache_write_5m_tokens: number;
            cancelled_conversations: number;
            cap_needs_usd: number | null;
            completed_at: string | null;
            completed_conversations: number;
            cost_usd: number;
            created_at: string;
            created_by: string | null;
            created_by_name: string;
            created_via: string;
            dataset_id: string | null;
            estimated_cost_usd: number | null;
            estimated_seconds: number | null;
            eta_at: string | null;
            failed_conversations: number;
            id: string;
            input_tokens: number;
            job_number: number;
            job_type: string;
            last_progress_at: string | null;
            max_cost_usd: number | null;
            models: Json | null;
            note: string | null;
            options: NonNullable<Json>;
            output_tokens: number;
            paused_from: string | null;
            requested_action: string | null;
            reserved_usd: number;
            started_at: string | null;
            status: string;
            status_message: string;
            status_reason: string | null;
            target_conversation_ids: Json | null;
            thinking_tokens: number;
            total_conversations: number;
            updated_at: string;
          } | null;
          generation_job_retry_items: number | null;
          generation_job_tally: {
            api_calls: number;
            average_quality_score: number | null;
            cache_read_tokens: number;
            cache_write_1h_tokens: number;
            cache_write_5m_tokens: number;
            cancelled_conversations: number;
            cap_needs_usd: number | null;
            completed_at: string | null;
            completed_conversations: number;
            cost_usd: number;
            created_at: string;
            created_by: string | null;
            created_by_name: string;
            created_via: string;
            dataset_id: string | null;
            estimated_cost_usd: number | null;
            estimated_seconds: number | null;
            eta_at: string | null;
            failed_conversations: number;
            id: string;
            input_tokens: number;
            job_number: number;
            job_type: string;
            last_progress_at: string | null;
            max_cost_usd: number | null;
            models: Json | null;
            note: string | null;
            options: NonNullable<Json>;
            output_tokens: number;
            paused_from: string | null;
            requested_action: string | null;
            reserved_usd: number;
            started_at: string | null;
            status: string;
            status_message: string;
            status_reason: string | null;
            target_conversation_ids: Json | null;
            thinking_tokens: number;
            total_conversations: number;
            updated_at: string;
          } | null;
        };
        ComputedFields:
          | "generation_job_counted"
          | "generation_job_retry_items"
          | "generation_job_tally";
        Insert: {
          api_calls?: number;
          average_quality_score?: number | null;
          cache_read_tokens?: number;
          cache_write_1h_tokens?: number;
          cache_write_5m_tokens?: number;
          cancelled_conversations?: number;
          cap_needs_usd?: number | null;
          completed_at?: string | null;
          completed_conversations?: number;
          cost_usd?: number;
          created_at?: string;
          created_by?: string | null;
          created_by_name?: string;
          created_via?: string;
          dataset_id?: string | null;
          estimated_cost_usd?: number | null;
          estimated_seconds?: number | null;
          eta_at?: string | null;
          failed_conversations?: number;
          id?: string;
          input_tokens?: number;
          job_number?: never;
          job_type: string;
          last_progress_at?: string | null;
          max_cost_usd?: number | null;
          models?: Json | null;
          note?: string | null;
          options?: NonNullable<Json>;
          output_tokens?: number;
          paused_from?: string | null;
          requested_action?: string | null;
          reserved_usd?: number;
          started_at?: string | null;
          status?: string;
          status_message?: string;
          status_reason?: string | null;
          target_conversation_ids?: Json | null;
          thinking_tokens?: number;
          total_conversations?: number;
          updated_at?: string;
        };
        Update: {
          api_calls?: number;
          average_quality_score?: number | null;
          cache_read_tokens?: number;
          cache_write_1h_tokens?: number;
          cache_write_5m_tokens?: number;
          cancelled_conversations?: number;
          cap_needs_usd?: number | null;
          completed_at?: string | null;
          completed_conversations?: number;
          cost_usd?: number;
          created_at?: string;
          created_by?: string | null;
          created_by_name?: string;
          created_via?: string;
          dataset_id?: string | null;
          estimated_cost_usd?: number | null;
          estimated_seconds?: number | null;
          eta_at?: string | null;
          failed_conversations?: number;
          id?: string;
          input_tokens?: number;
          job_number?: never;
          job_type?: string;
          last_progress_at?: string | null;
          max_cost_usd?: number | null;
          models?: Json | null;
          note?: string | null;
          options?: NonNullable<Json>;
          output_tokens?: number;
          paused_from?: string | null;
          requested_action?: string | null;
          reserved_usd?: number;
          started_at?: string | null;
          status?: string;
          status_message?: string;
          status_reason?: string | null;
          target_conversation_ids?: Json | null;
          thinking_tokens?: number;
          total_conversations?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_jobs_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      generation_leases: {
        Row: {
          attempt: number;
          claimed_at: string;
          end_reason: string | null;
          ended_at: string | null;
          expires_at: string;
          generation_method: string;
          heartbeat_at: string;
          id: string;
          item_id: string;
          lease_token: string;
          worker: string;
        };
        ComputedFields: never;
        Insert: {
          attempt: number;
          claimed_at?: string;
          end_reason?: string | null;
          ended_at?: string | null;
          expires_at: string;
          generation_method: string;
          heartbeat_at?: string;
          id?: string;
          item_id: string;
          lease_token?: string;
          worker: string;
        };
        Update: {
          attempt?: number;
          claimed_at?: string;
          end_reason?: string | null;
          ended_at?: string | null;
          expires_at?: string;
          generation_method?: string;
          heartbeat_at?: string;
          id?: string;
          item_id?: string;
          lease_token?: string;
          worker?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_leases_item_id_fkey";
            columns: ["item_id"];
            isOneToOne: false;
            referencedRelation: "generation_job_items";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_prices: {
        Row: {
          above_prompt_tokens: number;
          checked_on: string;
          id: string;
          kind: string;
          model: string;
          source: string;
          usd_per_million: number;
          valid_from: string;
        };
        ComputedFields: never;
        Insert: {
          above_prompt_tokens?: number;
          checked_on: string;
          id?: string;
          kind: string;
          model: string;
          source: string;
          usd_per_million: number;
          valid_from: string;
        };
        Update: {
          above_prompt_tokens?: number;
          checked_on?: string;
          id?: string;
          kind?: string;
          model?: string;
          source?: string;
          usd_per_million?: number;
          valid_from?: string;
        };
        Relationships: [];
      };
      generation_responses: {
        Row: {
          call_id: string;
          id: string;
          received_at: string;
          response: string;
          sha256: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          id?: string;
          received_at?: string;
          response: string;
          sha256: string;
        };
        Update: {
          call_id?: string;
          id?: string;
          received_at?: string;
          response?: string;
          sha256?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_responses_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "generation_calls";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "generation_responses_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "generation_unknown_costs";
            referencedColumns: ["id"];
          },
        ];
      };
      generation_transitions: {
        Row: {
          at: string;
          attempt: number | null;
          by_name: string;
          by_user: string | null;
          by_worker: string | null;
          from_status: string | null;
          id: number;
          job_number: number | null;
          subject: string;
          thing: string;
          thing_id: string;
          to_status: string;
        };
        ComputedFields: never;
        Insert: {
          at?: string;
          attempt?: number | null;
          by_name: string;
          by_user?: string | null;
          by_worker?: string | null;
          from_status?: string | null;
          id?: never;
          job_number?: number | null;
          subject: string;
          thing: string;
          thing_id: string;
          to_status: string;
        };
        Update: {
          at?: string;
          attempt?: number | null;
          by_name?: string;
          by_user?: string | null;
          by_worker?: string | null;
          from_status?: string | null;
          id?: never;
          job_number?: number | null;
          subject?: string;
          thing?: string;
          thing_id?: string;
          to_status?: string;
        };
        Relationships: [];
      };
      generation_worker_beats: {
        Row: {
          beat_at: string;
          id: string;
          in_flight: number;
          worker_id: string;
        };
        ComputedFields: never;
        Insert: {
          beat_at?: string;
          id?: string;
          in_flight?: number;
          worker_id: string;
        };
        Update: {
          beat_at?: string;
          id?: string;
          in_flight?: number;
          worker_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "generation_worker_beats_worker_id_fkey";
            columns: ["worker_id"];
            isOneToOne: true;
            referencedRelation: "generation_workers";
            referencedColumns: ["worker_id"];
          },
        ];
      };
      generation_workers: {
        Row: {
          contract: number | null;
          created_at: string;
          id: string;
          in_flight: number;
          message: string | null;
          mode: string;
          realtime_up: boolean | null;
          started_at: string;
          state: string;
          stopped_at: string | null;
          updated_at: string;
          version: string;
          worker_id: string;
        };
        ComputedFields: never;
        Insert: {
          contract?: number | null;
          created_at?: string;
          id?: string;
          in_flight?: number;
          message?: string | null;
          mode: string;
          realtime_up?: boolean | null;
          started_at?: string;
          state?: string;
          stopped_at?: string | null;
          updated_at?: string;
          version: string;
          worker_id: string;
        };
        Update: {
          contract?: number | null;
          created_at?: string;
          id?: string;
          in_flight?: number;
          message?: string | null;
          mode?: string;
          realtime_up?: boolean | null;
          started_at?: string;
          state?: string;
          stopped_at?: string | null;
          updated_at?: string;
          version?: string;
          worker_id?: string;
        };
        Relationships: [];
      };
      quality_findings: {
        Row: {
          action: string;
          check: string;
          conversation_id: string;
          created_at: string;
          evidence: NonNullable<Json>;
          id: string;
          message: string;
          revision: number;
          sentence_number: number | null;
          severity: string;
          turn_number: number | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          check: string;
          conversation_id: string;
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          message: string;
          revision: number;
          sentence_number?: number | null;
          severity: string;
          turn_number?: number | null;
        };
        Update: {
          action?: string;
          check?: string;
          conversation_id?: string;
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          message?: string;
          revision?: number;
          sentence_number?: number | null;
          severity?: string;
          turn_number?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "quality_findings_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "quality_findings_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "quality_findings_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      quality_metrics: {
        Row: {
          appropriateness_score: number | null;
          arc_followed: boolean | null;
          brand_voice_score: number | null;
          clarity_score: number | null;
          code_score: number | null;
          continuity_score: number | null;
          conversation_id: string;
          created_at: string;
          domain_score: number | null;
          empathy_score: number | null;
          error_findings: number;
          grounding_rate: number | null;
          grounding_score: number | null;
          id: string;
          indicators_per_turn: number | null;
          judge_model: string | null;
          judge_score: number | null;
          judged: boolean;
          needs_review: boolean;
          not_judged_reason: string | null;
          overall_score: number;
          phrase_grounding_rate: number | null;
          quote_grounding_rate: number | null;
          quotes_per_turn: number | null;
          rationales_per_sentence: number | null;
          ready_for_training: boolean;
          required_fields_rate: number | null;
          required_parts_present: boolean;
          rubric_hash: string | null;
          score_parts: NonNullable<Json>;
          scorer_version: string;
          sentence_coverage_rate: number | null;
          structure_score: number | null;
          total_indicators: number;
          total_quotes: number;
          total_rationales: number;
          total_sentences: number;
          total_turns: number;
          updated_at: string;
          voice_safety_score: number | null;
          warning_findings: number;
        };
        ComputedFields: never;
        Insert: {
          appropriateness_score?: number | null;
          arc_followed?: boolean | null;
          brand_voice_score?: number | null;
          clarity_score?: number | null;
          code_score?: number | null;
          continuity_score?: number | null;
          conversation_id: string;
          created_at?: string;
          domain_score?: number | null;
          empathy_score?: number | null;
          error_findings?: number;
          grounding_rate?: number | null;
          grounding_score?: number | null;
          id?: string;
          indicators_per_turn?: number | null;
          judge_model?: string | null;
          judge_score?: number | null;
          judged?: boolean;
          needs_review: boolean;
          not_judged_reason?: string | null;
          overall_score: number;
          phrase_grounding_rate?: number | null;
          quote_grounding_rate?: number | null;
          quotes_per_turn?: number | null;
          rationales_per_sentence?: number | null;
          ready_for_training: boolean;
          required_fields_rate?: number | null;
          required_parts_present: boolean;
          rubric_hash?: string | null;
          score_parts?: NonNullable<Json>;
          scorer_version: string;
          sentence_coverage_rate?: number | null;
          structure_score?: number | null;
          total_indicators: number;
          total_quotes: number;
          total_rationales: number;
          total_sentences: number;
          total_turns: number;
          updated_at?: string;
          voice_safety_score?: number | null;
          warning_findings?: number;
        };
        Update: {
          appropriateness_score?: number | null;
          arc_followed?: boolean | null;
          brand_voice_score?: number | null;
          clarity_score?: number | null;
          code_score?: number | null;
          continuity_score?: number | null;
          conversation_id?: string;
          created_at?: string;
          domain_score?: number | null;
          empathy_score?: number | null;
          error_findings?: number;
          grounding_rate?: number | null;
          grounding_score?: number | null;
          id?: string;
          indicators_per_turn?: number | null;
          judge_model?: string | null;
          judge_score?: number | null;
          judged?: boolean;
          needs_review?: boolean;
          not_judged_reason?: string | null;
          overall_score?: number;
          phrase_grounding_rate?: number | null;
          quote_grounding_rate?: number | null;
          quotes_per_turn?: number | null;
          rationales_per_sentence?: number | null;
          ready_for_training?: boolean;
          required_fields_rate?: number | null;
          required_parts_present?: boolean;
          rubric_hash?: string | null;
          score_parts?: NonNullable<Json>;
          scorer_version?: string;
          sentence_coverage_rate?: number | null;
          structure_score?: number | null;
          total_indicators?: number;
          total_quotes?: number;
          total_rationales?: number;
          total_sentences?: number;
          total_turns?: number;
          updated_at?: string;
          voice_safety_score?: number | null;
          warning_findings?: number;
        };
        Relationships: [
          {
            foreignKeyName: "quality_metrics_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "quality_metrics_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "quality_metrics_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: true;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      response_breakdowns: {
        Row: {
          conversation_id: string;
          created_at: string;
          emotional_purpose: string | null;
          extras: NonNullable<Json>;
          function: string | null;
          id: string;
          psychological_principle: string | null;
          sentence_number: number;
          sentence_text: string;
          stylistic_note: string | null;
          teaches_model: string | null;
          technique: string | null;
          turn_id: string;
          word_choice_rationale: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          conversation_id: string;
          created_at?: string;
          emotional_purpose?: string | null;
          extras?: NonNullable<Json>;
          function?: string | null;
          id?: string;
          psychological_principle?: string | null;
          sentence_number: number;
          sentence_text: string;
          stylistic_note?: string | null;
          teaches_model?: string | null;
          technique?: string | null;
          turn_id: string;
          word_choice_rationale?: NonNullable<Json>;
        };
        Update: {
          conversation_id?: string;
          created_at?: string;
          emotional_purpose?: string | null;
          extras?: NonNullable<Json>;
          function?: string | null;
          id?: string;
          psychological_principle?: string | null;
          sentence_number?: number;
          sentence_text?: string;
          stylistic_note?: string | null;
          teaches_model?: string | null;
          technique?: string | null;
          turn_id?: string;
          word_choice_rationale?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "response_breakdowns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_breakdowns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_breakdowns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_breakdowns_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: false;
            referencedRelation: "conversation_transcript";
            referencedColumns: ["turn_id"];
          },
          {
            foreignKeyName: "response_breakdowns_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: false;
            referencedRelation: "training_turns";
            referencedColumns: ["turn_id"];
          },
        ];
      };
      response_strategies: {
        Row: {
          avoid_tactics: NonNullable<Json>;
          conversation_id: string;
          created_at: string;
          extras: NonNullable<Json>;
          id: string;
          pacing: string | null;
          pacing_as_written: string | null;
          primary_rationale: string | null;
          primary_strategy: string | null;
          secondary_strategies: NonNullable<Json>;
          specific_techniques: NonNullable<Json>;
          tactical_choices: NonNullable<Json>;
          tone_rationale: string | null;
          tone_selection: string | null;
          turn_id: string;
        };
        ComputedFields: never;
        Insert: {
          avoid_tactics?: NonNullable<Json>;
          conversation_id: string;
          created_at?: string;
          extras?: NonNullable<Json>;
          id?: string;
          pacing?: string | null;
          pacing_as_written?: string | null;
          primary_rationale?: string | null;
          primary_strategy?: string | null;
          secondary_strategies?: NonNullable<Json>;
          specific_techniques?: NonNullable<Json>;
          tactical_choices?: NonNullable<Json>;
          tone_rationale?: string | null;
          tone_selection?: string | null;
          turn_id: string;
        };
        Update: {
          avoid_tactics?: NonNullable<Json>;
          conversation_id?: string;
          created_at?: string;
          extras?: NonNullable<Json>;
          id?: string;
          pacing?: string | null;
          pacing_as_written?: string | null;
          primary_rationale?: string | null;
          primary_strategy?: string | null;
          secondary_strategies?: NonNullable<Json>;
          specific_techniques?: NonNullable<Json>;
          tactical_choices?: NonNullable<Json>;
          tone_rationale?: string | null;
          tone_selection?: string | null;
          turn_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "response_strategies_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_strategies_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_strategies_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "response_strategies_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: true;
            referencedRelation: "conversation_transcript";
            referencedColumns: ["turn_id"];
          },
          {
            foreignKeyName: "response_strategies_turn_id_fkey";
            columns: ["turn_id"];
            isOneToOne: true;
            referencedRelation: "training_turns";
            referencedColumns: ["turn_id"];
          },
        ];
      };
      training_conversations: {
        Row: {
          approved_at: string | null;
          conversation_id: string;
          conversation_number: number | null;
          created_at: string;
          created_by: string | null;
          created_by_name: string;
          dataset_id: string;
          emotional_arc_description: string | null;
          ending_emotion: string | null;
          ending_intensity: number | null;
          expected_outcome: string | null;
          extras: NonNullable<Json>;
          generated_at: string | null;
          generation_cost_usd: number | null;
          generation_method: string | null;
          generation_seconds: number | null;
          generation_status: string;
          id: string;
          is_seed_example: boolean;
          language: string;
          last_error_code: string | null;
          last_error_message: string | null;
          last_job_id: string | null;
          models: Json | null;
          persona_description: string | null;
          persona_name: string | null;
          persona_type: string | null;
          plan_hash: string | null;
          quality_score: number | null;
          required_review: string;
          review_state: string;
          reviewed_at: string | null;
          revision: number;
          scenario: NonNullable<Json>;
          session_context: string | null;
          shipped_hashes: NonNullable<Json>;
          source_id: string | null;
          source_position: number | null;
          starting_emotion: string | null;
          starting_intensity: number | null;
          template_id: string | null;
          template_version: number | null;
          tier: string | null;
          tier_batch: number | null;
          topic_category: string | null;
          topic_description: string | null;
          turn_count: number | null;
          updated_at: string;
          use_for_variations: boolean;
          variation_count_target: number | null;
          variation_of: string | null;
          conversation_plan: Json | null;
          conversation_write_plan: undefined | null;
        };
        ComputedFields: "conversation_plan" | "conversation_write_plan";
        Insert: {
          approved_at?: string | null;
          conversation_id: string;
          conversation_number?: number | null;
          created_at?: string;
          created_by?: string | null;
          created_by_name?: string;
          dataset_id: string;
          emotional_arc_description?: string | null;
          ending_emotion?: string | null;
          ending_intensity?: number | null;
          expected_outcome?: string | null;
          extras?: NonNullable<Json>;
          generated_at?: string | null;
          generation_cost_usd?: number | null;
          generation_method?: string | null;
          generation_seconds?: number | null;
          generation_status?: string;
          id?: string;
          is_seed_example?: boolean;
          language?: string;
          last_error_code?: string | null;
          last_error_message?: string | null;
          last_job_id?: string | null;
          models?: Json | null;
          persona_description?: string | null;
          persona_name?: string | null;
          persona_type?: string | null;
          plan_hash?: string | null;
          quality_score?: number | null;
          required_review?: string;
          review_state?: string;
          reviewed_at?: string | null;
          revision?: number;
          scenario?: NonNullable<Json>;
          session_context?: string | null;
          shipped_hashes?: NonNullable<Json>;
          source_id?: string | null;
          source_position?: number | null;
          starting_emotion?: string | null;
          starting_intensity?: number | null;
          template_id?: string | null;
          template_version?: number | null;
          tier?: string | null;
          tier_batch?: number | null;
          topic_category?: string | null;
          topic_description?: string | null;
          turn_count?: number | null;
          updated_at?: string;
          use_for_variations?: boolean;
          variation_count_target?: number | null;
          variation_of?: string | null;
        };
        Update: {
          approved_at?: string | null;
          conversation_id?: string;
          conversation_number?: number | null;
          created_at?: string;
          created_by?: string | null;
          created_by_name?: string;
          dataset_id?: string;
          emotional_arc_description?: string | null;
          ending_emotion?: string | null;
          ending_intensity?: number | null;
          expected_outcome?: string | null;
          extras?: NonNullable<Json>;
          generated_at?: string | null;
          generation_cost_usd?: number | null;
          generation_method?: string | null;
          generation_seconds?: number | null;
          generation_status?: string;
          id?: string;
          is_seed_example?: boolean;
          language?: string;
          last_error_code?: string | null;
          last_error_message?: string | null;
          last_job_id?: string | null;
          models?: Json | null;
          persona_description?: string | null;
          persona_name?: string | null;
          persona_type?: string | null;
          plan_hash?: string | null;
          quality_score?: number | null;
          required_review?: string;
          review_state?: string;
          reviewed_at?: string | null;
          revision?: number;
          scenario?: NonNullable<Json>;
          session_context?: string | null;
          shipped_hashes?: NonNullable<Json>;
          source_id?: string | null;
          source_position?: number | null;
          starting_emotion?: string | null;
          starting_intensity?: number | null;
          template_id?: string | null;
          template_version?: number | null;
          tier?: string | null;
          tier_batch?: number | null;
          topic_category?: string | null;
          topic_description?: string | null;
          turn_count?: number | null;
          updated_at?: string;
          use_for_variations?: boolean;
          variation_count_target?: number | null;
          variation_of?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
          {
            foreignKeyName: "training_conversations_last_job_id_fkey";
            columns: ["last_job_id"];
            isOneToOne: false;
            referencedRelation: "generation_jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "training_conversations_last_job_id_fkey";
            columns: ["last_job_id"];
            isOneToOne: false;
            referencedRelation: "job_progress";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "training_conversations_source_id_fkey";
            columns: ["source_id"];
            isOneToOne: false;
            referencedRelation: "conversation_sources";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "conversation_templates";
            referencedColumns: ["template_id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "template_performance";
            referencedColumns: ["template_id"];
          },
          {
            foreignKeyName: "training_conversations_variation_of_fkey";
            columns: ["variation_of"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_conversations_variation_of_fkey";
            columns: ["variation_of"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_conversations_variation_of_fkey";
            columns: ["variation_of"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      training_datasets: {
        Row: {
          created_at: string;
          dataset_id: string;
          facts: NonNullable<Json>;
          id: string;
          id_prefix: string;
          language: string;
          name: string;
          personas: NonNullable<Json>;
          profile: NonNullable<Json>;
          quality_requirements: NonNullable<Json>;
          quotas: NonNullable<Json>;
          shipped_hashes: NonNullable<Json>;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          dataset_id: string;
          facts?: NonNullable<Json>;
          id?: string;
          id_prefix: string;
          language?: string;
          name: string;
          personas?: NonNullable<Json>;
          profile?: NonNullable<Json>;
          quality_requirements?: NonNullable<Json>;
          quotas?: NonNullable<Json>;
          shipped_hashes?: NonNullable<Json>;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          dataset_id?: string;
          facts?: NonNullable<Json>;
          id?: string;
          id_prefix?: string;
          language?: string;
          name?: string;
          personas?: NonNullable<Json>;
          profile?: NonNullable<Json>;
          quality_requirements?: NonNullable<Json>;
          quotas?: NonNullable<Json>;
          shipped_hashes?: NonNullable<Json>;
          updated_at?: string;
        };
        Relationships: [];
      };
      training_members: {
        Row: {
          created_at: string;
          email: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      training_schema_versions: {
        Row: {
          applied_at: string;
          applied_by: string;
          grants_fingerprint: string | null;
          id: string;
          name: string;
          oldest_worker: number | null;
          version: string;
        };
        ComputedFields: never;
        Insert: {
          applied_at?: string;
          applied_by?: string;
          grants_fingerprint?: string | null;
          id?: string;
          name: string;
          oldest_worker?: number | null;
          version: string;
        };
        Update: {
          applied_at?: string;
          applied_by?: string;
          grants_fingerprint?: string | null;
          id?: string;
          name?: string;
          oldest_worker?: number | null;
          version?: string;
        };
        Relationships: [];
      };
      training_turns: {
        Row: {
          calculations: NonNullable<Json>;
          conversation_id: string;
          created_at: string;
          demonstrates_skills: NonNullable<Json>;
          difficulty_level: string | null;
          emotional_progression_target: string | null;
          extras: NonNullable<Json>;
          id: string;
          key_learning_objective: string | null;
          negative_indicators: NonNullable<Json>;
          neutral_indicators: NonNullable<Json>;
          positive_indicators: NonNullable<Json>;
          quality: NonNullable<Json>;
          response_structure_type: string | null;
          response_word_count: number | null;
          sentence_count: number | null;
          system_prompt: string | null;
          target_response: string;
          turn_id: string;
          turn_number: number;
          user_input: string;
          user_intent: string | null;
          user_word_count: number | null;
        };
        ComputedFields: never;
        Insert: {
          calculations?: NonNullable<Json>;
          conversation_id: string;
          created_at?: string;
          demonstrates_skills?: NonNullable<Json>;
          difficulty_level?: string | null;
          emotional_progression_target?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          key_learning_objective?: string | null;
          negative_indicators?: NonNullable<Json>;
          neutral_indicators?: NonNullable<Json>;
          positive_indicators?: NonNullable<Json>;
          quality?: NonNullable<Json>;
          response_structure_type?: string | null;
          response_word_count?: number | null;
          sentence_count?: number | null;
          system_prompt?: string | null;
          target_response: string;
          turn_id: string;
          turn_number: number;
          user_input: string;
          user_intent?: string | null;
          user_word_count?: number | null;
        };
        Update: {
          calculations?: NonNullable<Json>;
          conversation_id?: string;
          created_at?: string;
          demonstrates_skills?: NonNullable<Json>;
          difficulty_level?: string | null;
          emotional_progression_target?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          key_learning_objective?: string | null;
          negative_indicators?: NonNullable<Json>;
          neutral_indicators?: NonNullable<Json>;
          positive_indicators?: NonNullable<Json>;
          quality?: NonNullable<Json>;
          response_structure_type?: string | null;
          response_word_count?: number | null;
          sentence_count?: number | null;
          system_prompt?: string | null;
          target_response?: string;
          turn_id?: string;
          turn_number?: number;
          user_input?: string;
          user_intent?: string | null;
          user_word_count?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
    };
    Views: {
      conversation_matrix: {
        Row: {
          attempt: number | null;
          conversation_id: string;
          conversation_number: number | null;
          dataset_id: string;
          ending_emotion: string | null;
          ending_intensity: number | null;
          error_findings: number | null;
          generated_at: string | null;
          generation_cost_usd: number | null;
          generation_method: string | null;
          generation_status: string;
          is_seed_example: boolean;
          item_status: string | null;
          judge_score: number | null;
          language: string;
          last_error_code: string | null;
          last_error_message: string | null;
          live_job_number: number | null;
          persona_name: string | null;
          persona_type: string | null;
          progress: number | null;
          quality_score: number | null;
          ready_for_training: boolean | null;
          required_review: string;
          review_state: string;
          revision: number;
          stage: string | null;
          stage_note: string | null;
          starting_emotion: string | null;
          starting_intensity: number | null;
          template_id: string | null;
          tier: string | null;
          tier_batch: number | null;
          topic_category: string | null;
          topic_description: string | null;
          turn_count: number | null;
          updated_at: string;
          warning_findings: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "conversation_templates";
            referencedColumns: ["template_id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "template_performance";
            referencedColumns: ["template_id"];
          },
        ];
      };
      conversation_search: {
        Row: {
          attempt: number | null;
          conversation_id: string;
          conversation_number: number | null;
          dataset_id: string;
          ending_emotion: string | null;
          ending_intensity: number | null;
          error_findings: number | null;
          generated_at: string | null;
          generation_cost_usd: number | null;
          generation_method: string | null;
          generation_status: string;
          is_seed_example: boolean;
          item_status: string | null;
          judge_score: number | null;
          language: string;
          last_error_code: string | null;
          last_error_message: string | null;
          live_job_number: number | null;
          persona_name: string | null;
          persona_type: string | null;
          progress: number | null;
          quality_score: number | null;
          ready_for_training: boolean | null;
          required_review: string;
          review_state: string;
          revision: number;
          search: unknown;
          stage: string | null;
          stage_note: string | null;
          starting_emotion: string | null;
          starting_intensity: number | null;
          template_id: string | null;
          tier: string | null;
          tier_batch: number | null;
          topic_category: string | null;
          topic_description: string | null;
          turn_count: number | null;
          updated_at: string;
          warning_findings: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "conversation_templates";
            referencedColumns: ["template_id"];
          },
          {
            foreignKeyName: "training_conversations_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "template_performance";
            referencedColumns: ["template_id"];
          },
        ];
      };
      conversation_transcript: {
        Row: {
          conversation_id: string;
          dataset_id: string;
          difficulty_level: string | null;
          error_findings: number | null;
          findings: number | null;
          generation_method: string | null;
          indicator_count: number | null;
          intensity: number | null;
          intensity_change: number | null;
          key_learning_objective: string | null;
          pacing: string | null;
          persona_name: string | null;
          previous_emotion: string | null;
          primary_emotion: string | null;
          primary_strategy: string | null;
          quality_score: number | null;
          quote_count: number | null;
          rationales: number | null;
          response_word_count: number | null;
          revision: number;
          sentence_count: number | null;
          target_response: string;
          tone_selection: string | null;
          transcript: string | null;
          turn_id: string;
          turn_number: number;
          user_input: string;
          user_intent: string | null;
          user_word_count: number | null;
          valence: string | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "training_turns_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      dataset_overview: {
        Row: {
          approved: number | null;
          average_cost_usd: number | null;
          average_quality_score: number | null;
          average_seconds: number | null;
          conversations: number | null;
          cost_usd: number | null;
          dataset_id: string | null;
          generated: number | null;
          in_progress: number | null;
          lowest_quality_score: number | null;
          needs_review: number | null;
          part: string | null;
          planned: number | null;
          quota: number | null;
          ready_for_training: number | null;
          rejected: number | null;
          required_fields_rate: number | null;
          reviewed: number | null;
          simulated: number | null;
          turns: number | null;
          value: string | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
      generation_spend: {
        Row: {
          cache_read_tokens: number | null;
          cache_write_tokens: number | null;
          calls: number | null;
          calls_of_unknown_cost: number | null;
          conversations: number | null;
          day: string | null;
          delivery: string;
          generation_method: string;
          input_tokens: number | null;
          job_number: number | null;
          model: string;
          output_tokens: number | null;
          reserved_usd: number | null;
          settled_usd: number | null;
          stage: string;
          thinking_tokens: number | null;
          unsuccessful_calls: number | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
      generation_unknown_costs: {
        Row: {
          conversation_id: string | null;
          delivery: string;
          error_message: string | null;
          error_type: string | null;
          generation_method: string;
          id: string;
          job_number: number | null;
          model: string;
          opened_at: string;
          outcome: string | null;
          request_id: string | null;
          reserved_usd: number;
          settled_at: string | null;
          stage: string;
          turn_number: number | null;
          worker: string;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_matrix";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversation_search";
            referencedColumns: ["conversation_id"];
          },
          {
            foreignKeyName: "generation_calls_conversation_id_fkey";
            columns: ["conversation_id"];
            isOneToOne: false;
            referencedRelation: "training_conversations";
            referencedColumns: ["conversation_id"];
          },
        ];
      };
      job_progress: {
        Row: {
          api_calls: number;
          at_work: number | null;
          average_quality_score: number | null;
          cancelled_conversations: number;
          completed_at: string | null;
          completed_conversations: number;
          cost_usd: number;
          created_at: string;
          created_by_name: string;
          created_via: string;
          dataset_id: string | null;
          estimated_cost_usd: number | null;
          estimated_seconds: number | null;
          eta_at: string | null;
          failed_conversations: number;
          id: string;
          job_number: number;
          job_type: string;
          last_progress_at: string | null;
          max_cost_usd: number | null;
          next_up: string | null;
          note: string | null;
          progress: number | null;
          queued: number | null;
          reserved_usd: number;
          seconds: number | null;
          started_at: string | null;
          status: string;
          status_message: string;
          status_reason: string | null;
          total_conversations: number;
          working_on: Json | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "generation_jobs_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      quality_by_day: {
        Row: {
          average_quality_score: number | null;
          average_seconds: number | null;
          conversations: number | null;
          cost_usd: number | null;
          dataset_id: string;
          day: string | null;
          error_findings: number | null;
          grounding_rate: number | null;
          lowest_quality_score: number | null;
          median_quality_score: number | null;
          needs_review: number | null;
          ready_for_training: number | null;
          simulated: number | null;
          warning_findings: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      quality_histogram: {
        Row: {
          bucket: number | null;
          conversations: number | null;
          dataset_id: string;
          dimension: string | null;
          ready_for_training: number | null;
          score_from: number | null;
          score_to: number | null;
          share: number | null;
          simulated: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "training_conversations_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
      spend_by_day: {
        Row: {
          average_seconds: number | null;
          cache_read_tokens: number | null;
          cache_write_1h_tokens: number | null;
          cache_write_5m_tokens: number | null;
          calls: number | null;
          day: string | null;
          generation_method: string;
          input_tokens: number | null;
          model: string;
          open_calls: number | null;
          output_tokens: number | null;
          reserved_usd: number | null;
          settled_usd: number | null;
          stage: string;
          thinking_tokens: number | null;
          unsuccessful_calls: number | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
      template_performance: {
        Row: {
          average_cost_usd: number | null;
          average_quality_score: number | null;
          average_seconds: number | null;
          cost_usd: number | null;
          dataset_id: string;
          failed: number | null;
          frequent_findings: Json | null;
          generated: number | null;
          is_active: boolean;
          is_current: boolean | null;
          lowest_quality_score: number | null;
          repairs: number | null;
          simulated: number | null;
          template_id: string;
          template_name: string;
          tier: string;
          version: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: "conversation_templates_dataset_id_fkey";
            columns: ["dataset_id"];
            isOneToOne: false;
            referencedRelation: "training_datasets";
            referencedColumns: ["dataset_id"];
          },
        ];
      };
    };
    Functions: {
      check_generation_history: { Args: Record<PropertyKey, never>; Returns: Json };
      claim_generation_items: {
        Args: {
          p_cleared?: string[];
          p_contract?: number;
          p_lease_seconds: number;
          p_limit: number;
          p_method?: string;
          p_worker: string;
        };
        Returns: Json;
      };
      conversation_approvable: { Args: { p_conversation_id: string }; Returns: string };
      conversation_import_add: {
        Args: { p_content: Json; p_import_id: string; p_options: Json; p_position: number };
        Returns: Json;
      };
      conversation_import_check: {
        Args: { p_conversation_id: string; p_options: Json; p_ready: boolean };
        Returns: undefined;
      };
      conversation_import_finish: {
        Args: { p_expected: number; p_import_id: string; p_options: Json; p_source: Json };
        Returns: Json;
      };
      conversation_import_others: {
        Args: { p_conversation_id: string; p_dataset_id: string; p_messages: Json };
        Returns: Json;
      };
      conversation_import_undo: { Args: { p_import_id: string }; Returns: Json };
      conversation_import_write: {
        Args: {
          p_options: Json;
          p_part: Omit<
            Database["public"]["Tables"]["conversation_import_parts"]["Row"],
            Database["public"]["Tables"]["conversation_import_parts"]["ComputedFields"]
          >;
          p_source_id: string;
        };
        Returns: string;
      };
      conversation_lookalikes: {
        Args: { p_conversation_id: string; p_messages: Json };
        Returns: Json;
      };
      conversation_plan: {
        Args: {
          p_row: Omit<
            Database["public"]["Tables"]["training_conversations"]["Row"],
            Database["public"]["Tables"]["training_conversations"]["ComputedFields"]
          >;
        };
        Returns: Json;
      };
      conversation_reset: {
        Args: { p_by?: string; p_ids?: string[]; p_simulated?: boolean };
        Returns: Json;
      };
      conversation_sketch: { Args: { p_messages: Json }; Returns: number[] };
      conversation_sketch_refresh: { Args: { p_conversation_ids: string[] }; Returns: undefined };
      conversation_template_hash: {
        Args: {
          p_template: Omit<
            Database["public"]["Tables"]["conversation_templates"]["Row"],
            Database["public"]["Tables"]["conversation_templates"]["ComputedFields"]
          >;
        };
        Returns: string;
      };
      conversation_template_variables: {
        Args: { p_dataset_id: string; p_shared?: boolean };
        Returns: string[];
      };
      conversation_text: { Args: { p_conversation_id: string }; Returns: Json };
      conversation_text_config: { Args: { p_language: string }; Returns: unknown };
      conversation_words_of: {
        Args: {
          p_answered: string;
          p_asked: string;
          p_config: unknown;
          p_person: string;
          p_topic: string;
        };
        Returns: unknown;
      };
      conversation_words_write: { Args: { p_conversation_ids: string[] }; Returns: undefined };
      conversation_write_metrics: {
        Args: {
          p_conversation_id: string;
          p_metrics: Omit<
            Database["public"]["Tables"]["quality_metrics"]["Row"],
            Database["public"]["Tables"]["quality_metrics"]["ComputedFields"]
          >;
        };
        Returns: undefined;
      };
      conversation_write_plan: {
        Args: {
          p_plan: Omit<
            Database["public"]["Tables"]["training_conversations"]["Row"],
            Database["public"]["Tables"]["training_conversations"]["ComputedFields"]
          >;
        };
        Returns: undefined;
      };
      conversation_write_seed: { Args: { p_file: Json }; Returns: undefined };
      conversation_write_turns: {
        Args: { p_conversation_id: string; p_turns: Json };
        Returns: undefined;
      };
      estimate_generation: { Args: { p_ids?: Json; p_options?: Json }; Returns: Json };
      fail_item: {
        Args: {
          p_code: string;
          p_draft?: Json;
          p_hint: string;
          p_item_id: string;
          p_lease_token: string;
          p_message: string;
          p_retry: boolean;
        };
        Returns: Json;
      };
      generation_actor: { Args: Record<PropertyKey, never>; Returns: Record<string, unknown> };
      generation_as_worker: { Args: { p_worker: string }; Returns: undefined };
      generation_batch_abandon: {
        Args: { p_batch_id: string; p_error_type: string; p_message: string; p_worker: string };
        Returns: Json;
      };
      generation_batch_bodies: {
        Args: { p_after: string; p_batch_id: string; p_limit: number };
        Returns: Json;
      };
      generation_batch_cancelling: {
        Args: { p_batch_id: string; p_worker: string };
        Returns: undefined;
      };
      generation_batch_close: {
        Args: { p_batch_id: string; p_ended_at: string; p_worker: string };
        Returns: Json;
      };
      generation_batch_disown: {
        Args: { p_batch_id: string; p_provider_id: string; p_worker: string };
        Returns: Json;
      };
      generation_batch_harvest: {
        Args: { p_batch_id: string; p_results: Json; p_worker: string };
        Returns: Json;
      };
      generation_batch_lock: {
        Args: { p_batch_id: string; p_worker: string };
        Returns: {
          bytes: number;
          cancel_asked_at: string | null;
          canceled: number;
          duplicate_ids: NonNullable<Json>;
          ended_at: string | null;
          errored: number;
          expired: number;
          foreign_ids: NonNullable<Json>;
          generation_method: string;
          id: string;
          intent_at: string;
          message: string;
          missing: number;
          provider_batch_id: string | null;
          requests: number;
          reserved_usd: number;
          sent_at: string | null;
          settled: number;
          stages: NonNullable<Json>;
          status: string;
          submissions: number;
          submitted_at: string | null;
          succeeded: number;
          told_at: string;
          trouble: string;
          worker: string;
          worker_until: string;
        };
        SetofOptions: {
          from: "*";
          to: "generation_batches";
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      generation_batch_not_sent: {
        Args: { p_batch_id: string; p_message: string; p_reason: string; p_worker: string };
        Returns: Json;
      };
      generation_batch_note: { Args: { p_batch_id: string }; Returns: undefined };
      generation_batch_rest: { Args: { p_batch_id: string; p_result: Json }; Returns: Json };
      generation_batch_rounds: {
        Args: { p_item_id: string; p_lease_token: string };
        Returns: Json;
      };
      generation_batch_sending: { Args: { p_batch_id: string; p_worker: string }; Returns: Json };
      generation_batch_settle: { Args: { p_results: Json; p_worker: string }; Returns: number };
      generation_batch_submitted: {
        Args: { p_adopted?: boolean; p_batch_id: string; p_provider_id: string; p_worker: string };
        Returns: Json;
      };
      generation_batch_tell: {
        Args: { p_batch_id: string; p_level: string; p_message: string };
        Returns: undefined;
      };
      generation_batch_trouble: {
        Args: { p_batch_id: string; p_trouble: string; p_worker: string };
        Returns: Json;
      };
      generation_batches_intend: {
        Args: {
          p_gather_seconds: number;
          p_lease_seconds: number;
          p_most_bytes: number;
          p_most_requests: number;
          p_simulated: boolean;
          p_worker: string;
        };
        Returns: number;
      };
      generation_batches_leave: { Args: { p_worker: string }; Returns: number };
      generation_batches_look: {
        Args: {
          p_gather_seconds: number;
          p_lease_seconds: number;
          p_method: string;
          p_most_bytes: number;
          p_most_requests: number;
          p_worker: string;
        };
        Returns: Json;
      };
      generation_batches_withdraw: { Args: { p_worker: string }; Returns: number };
      generation_budget_committed: {
        Args: {
          p_budget: Omit<
            Database["public"]["Tables"]["generation_budget"]["Row"],
            Database["public"]["Tables"]["generation_budget"]["ComputedFields"]
          >;
          p_simulated: boolean;
        };
        Returns: number;
      };
      generation_budget_count: {
        Args: {
          p_budget: Omit<
            Database["public"]["Tables"]["generation_budget"]["Row"],
            Database["public"]["Tables"]["generation_budget"]["ComputedFields"]
          >;
          p_reserved: number;
          p_settled: number;
          p_simulated: boolean;
        };
        Returns: undefined;
      };
      generation_budget_resume: { Args: Record<PropertyKey, never>; Returns: number };
      generation_budget_sentence: { Args: { p_job_id: string; p_needed: number }; Returns: string };
      generation_budget_today: {
        Args: { p_lock?: boolean };
        Returns: {
          daily_limit_usd: number;
          day: string;
          id: string;
          only_row: boolean;
          reserved_usd: number;
          settled_usd: number;
          simulated_reserved_usd: number;
          simulated_settled_usd: number;
          updated_at: string;
        };
        SetofOptions: {
          from: "*";
          to: "generation_budget";
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      generation_call_unfit: {
        Args: {
          p_call_id: string;
          p_error_message: string;
          p_error_type: string;
          p_item_id: string;
          p_lease_token: string;
        };
        Returns: Json;
      };
      generation_cap_check: { Args: { p_cap: number; p_may_be_null: boolean }; Returns: undefined };
      generation_check_batches: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_check_budget: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_check_conversations: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_check_leases: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_check_moves: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_check_totals: {
        Args: Record<PropertyKey, never>;
        Returns: {
          message: string;
          rule: string;
          subject: string;
        }[];
      };
      generation_claim: {
        Args: {
          p_cleared?: string[];
          p_lease_seconds: number;
          p_limit: number;
          p_method?: string;
          p_worker: string;
        };
        Returns: Json;
      };
      generation_clash: {
        Args: { p_conversation_ids: Json; p_job_id: string };
        Returns: undefined;
      };
      generation_cost: {
        Args: { p_at: string; p_batch: boolean; p_model: string; p_usage: Json };
        Returns: number;
      };
      generation_cost_assumed: {
        Args: { p_conversation_ids: string[]; p_options: Json };
        Returns: {
          conversation_id: string;
          expected_usd: number;
          high_usd: number;
          low_usd: number;
          tier: string;
        }[];
      };
      generation_cost_measured: {
        Args: { p_options: Json };
        Returns: {
          conversations: number;
          low_usd: number;
          mean_usd: number;
          p50_usd: number;
          p90_usd: number;
        }[];
      };
      generation_count: { Args: { p_count: number; p_thing: string }; Returns: string };
      generation_estimate: {
        Args: { p_conversation_ids: string[]; p_options: Json };
        Returns: Json;
      };
      generation_grants_fingerprint: { Args: Record<PropertyKey, never>; Returns: string };
      generation_health: { Args: Record<PropertyKey, never>; Returns: Json };
      generation_item_move: {
        Args: {
          p_available_at?: string;
          p_code?: string;
          p_give_back?: boolean;
          p_hint?: string;
          p_item: Omit<
            Database["public"]["Tables"]["generation_job_items"]["Row"],
            Database["public"]["Tables"]["generation_job_items"]["ComputedFields"]
          >;
          p_lease_end: string;
          p_message?: string;
          p_to: string;
        };
        Returns: undefined;
      };
      generation_item_seconds: { Args: { p_item_id: string }; Returns: number };
      generation_job_admit: { Args: Record<PropertyKey, never>; Returns: Record<string, unknown> };
      generation_job_cancel_items: { Args: { p_job_id: string }; Returns: undefined };
      generation_job_candidates: {
        Args: { p_dataset_id: string; p_ids: string[]; p_options: Json };
        Returns: {
          conversation_id: string;
          conversation_number: number;
          fate: string;
          live_job: number;
          tier: string;
        }[];
      };
      generation_job_counted: {
        Args: {
          p_job: Omit<
            Database["public"]["Tables"]["generation_jobs"]["Row"],
            Database["public"]["Tables"]["generation_jobs"]["ComputedFields"]
          >;
        };
        Returns: {
          api_calls: number;
          average_quality_score: number | null;
          cache_read_tokens: number;
          cache_write_1h_tokens: number;
          cache_write_5m_tokens: number;
          cancelled_conversations: number;
          cap_needs_usd: number | null;
          completed_at: string | null;
          completed_conversations: number;
          cost_usd: number;
          created_at: string;
          created_by: string | null;
          created_by_name: string;
          created_via: string;
          dataset_id: string | null;
          estimated_cost_usd: number | null;
          estimated_seconds: number | null;
          eta_at: string | null;
          failed_conversations: number;
          id: string;
          input_tokens: number;
          job_number: number;
          job_type: string;
          last_progress_at: string | null;
          max_cost_usd: number | null;
          models: Json | null;
          note: string | null;
          options: NonNullable<Json>;
          output_tokens: number;
          paused_from: string | null;
          requested_action: string | null;
          reserved_usd: number;
          started_at: string | null;
          status: string;
          status_message: string;
          status_reason: string | null;
          target_conversation_ids: Json | null;
          thinking_tokens: number;
          total_conversations: number;
          updated_at: string;
        };
        SetofOptions: {
          from: "generation_jobs";
          to: "generation_jobs";
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      generation_job_dataset: { Args: { p_filter: Json; p_ids: string[] }; Returns: string };
      generation_job_hold: {
        Args: { p_conversation_id: string; p_job_id: string; p_needed: number; p_reason: string };
        Returns: undefined;
      };
      generation_job_models: { Args: { p_options: Json }; Returns: Json };
      generation_job_options: { Args: { p_job_type: string; p_options: Json }; Returns: Json };
      generation_job_refresh: {
        Args: { p_job_id: string };
        Returns: {
          api_calls: number;
          average_quality_score: number | null;
          cache_read_tokens: number;
          cache_write_1h_tokens: number;
          cache_write_5m_tokens: number;
          cancelled_conversations: number;
          cap_needs_usd: number | null;
          completed_at: string | null;
          completed_conversations: number;
          cost_usd: number;
          created_at: string;
          created_by: string | null;
          created_by_name: string;
          created_via: string;
          dataset_id: string | null;
          estimated_cost_usd: number | null;
          estimated_seconds: number | null;
          eta_at: string | null;
          failed_conversations: number;
          id: string;
          input_tokens: number;
          job_number: number;
          job_type: string;
          last_progress_at: string | null;
          max_cost_usd: number | null;
          models: Json | null;
          note: string | null;
          options: NonNullable<Json>;
          output_tokens: number;
          paused_from: string | null;
          requested_action: string | null;
          reserved_usd: number;
          started_at: string | null;
          status: string;
          status_message: string;
          status_reason: string | null;
          target_conversation_ids: Json | null;
          thinking_tokens: number;
          total_conversations: number;
          updated_at: string;
        };
        SetofOptions: {
          from: "*";
          to: "generation_jobs";
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      generation_job_resolve: {
        Args: { p_dataset_id: string; p_ids: string[]; p_job_type: string; p_options: Json };
        Returns: string[];
      };
      generation_job_retry_items: {
        Args: {
          p_job: Omit<
            Database["public"]["Tables"]["generation_jobs"]["Row"],
            Database["public"]["Tables"]["generation_jobs"]["ComputedFields"]
          >;
        };
        Returns: number;
      };
      generation_job_sent_twice: { Args: { p_job_id: string }; Returns: string };
      generation_job_simulated: { Args: { p_job_id: string }; Returns: boolean };
      generation_job_tally: {
        Args: {
          p_job: Omit<
            Database["public"]["Tables"]["generation_jobs"]["Row"],
            Database["public"]["Tables"]["generation_jobs"]["ComputedFields"]
          >;
        };
        Returns: {
          api_calls: number;
          average_quality_score: number | null;
          cache_read_tokens: number;
          cache_write_1h_tokens: number;
          cache_write_5m_tokens: number;
          cancelled_conversations: number;
          cap_needs_usd: number | null;
          completed_at: string | null;
          completed_conversations: number;
          cost_usd: number;
          created_at: string;
          created_by: string | null;
          created_by_name: string;
          created_via: string;
          dataset_id: string | null;
          estimated_cost_usd: number | null;
          estimated_seconds: number | null;
          eta_at: string | null;
          failed_conversations: number;
          id: string;
          input_tokens: number;
          job_number: number;
          job_type: string;
          last_progress_at: string | null;
          max_cost_usd: number | null;
          models: Json | null;
          note: string | null;
          options: NonNullable<Json>;
          output_tokens: number;
          paused_from: string | null;
          requested_action: string | null;
          reserved_usd: number;
          started_at: string | null;
          status: string;
          status_message: string;
          status_reason: string | null;
          target_conversation_ids: Json | null;
          thinking_tokens: number;
          total_conversations: number;
          updated_at: string;
        };
        SetofOptions: {
          from: "generation_jobs";
          to: "generation_jobs";
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      generation_job_targets: { Args: { p_ids: Json; p_job_type: string }; Returns: string[] };
      generation_kept_calls: { Args: { p_item_id: string; p_lease_token: string }; Returns: Json };
      generation_live_workers: { Args: Record<PropertyKey, never>; Returns: number };
      generation_lock_jobs: { Args: { p_job_ids: string[] }; Returns: undefined };
      generation_move_allowed: {
        Args: { p_from: string; p_thing: string; p_to: string };
        Returns: boolean;
      };
      generation_nothing_used: { Args: Record<PropertyKey, never>; Returns: Json };
      generation_open_calls: { Args: { p_calls: Json }; Returns: Json };
      generation_option_defaults: { Args: Record<PropertyKey, never>; Returns: Json };
      generation_option_wrong: {
        Args: { p_expected: string; p_option: string; p_value: Json };
        Returns: undefined;
      };
      generation_price: {
        Args: { p_at: string; p_kind: string; p_model: string; p_prompt_tokens: number };
        Returns: number;
      };
      generation_reap: { Args: { p_job_ids: string[] }; Returns: Json };
      generation_refuse: {
        Args: { p_code: string; p_detail?: Json; p_hint: string; p_message: string };
        Returns: undefined;
      };
      generation_replay_call: {
        Args: { p_call: Json; p_item_id: string; p_lease_token: string };
        Returns: Json;
      };
      generation_settle_calls: { Args: { p_results: Json }; Returns: Json };
      generation_snooze: {
        Args: { p_items: Json; p_reason: string; p_seconds: number; p_worker: string };
        Returns: Json;
      };
      generation_stage_call: {
        Args: { p_body: string; p_call_id: string; p_item_id: string; p_lease_token: string };
        Returns: Json;
      };
      generation_staged: { Args: { p_item_id: string }; Returns: number };
      generation_stages_asked: {
        Args: { p_options: Json };
        Returns: {
          batch: boolean;
          effort: string;
          model: string;
          stage: string;
        }[];
      };
      generation_thinking_assumed: { Args: { p_effort: string }; Returns: number };
      generation_tokens_assumed: {
        Args: { p_opens_job: boolean; p_opens_template: boolean; p_turns: number };
        Returns: {
          calls: number;
          input: number;
          output: number;
          read_again: number;
          stage: string;
          written: number;
        }[];
      };
      generation_told: {
        Args: { p_detail: string; p_hint: string; p_message: string; p_state: string };
        Returns: Json;
      };
      generation_usd: { Args: { p_amount: number }; Returns: string };
      generation_versions: { Args: Record<PropertyKey, never>; Returns: Json };
      generation_wait_for_batch: {
        Args: { p_item_id: string; p_lease_token: string };
        Returns: Json;
      };
      generation_waits_sentence: { Args: { p_job_id: string }; Returns: string };
      generation_worst_case: { Args: { p_batch: boolean; p_call: Json }; Returns: number };
      heartbeat_items: {
        Args: { p_items: Json; p_lease_seconds: number; p_worker: string };
        Returns: Json;
      };
      open_call: {
        Args: { p_call: Json; p_item_id: string; p_lease_token: string };
        Returns: Json;
      };
      reap_expired_items: { Args: Record<PropertyKey, never>; Returns: Json };
      release_items: {
        Args: {
          p_items: Json;
          p_pause?: string;
          p_reason: string;
          p_snooze_seconds?: number;
          p_worker: string;
        };
        Returns: Json;
      };
      save_conversation: {
        Args: { p_item_id: string; p_lease_token: string; p_payload: Json };
        Returns: Json;
      };
      settle_call: { Args: { p_call_id: string; p_result: Json }; Returns: Json };
      training_plan_push: {
        Args: { p_datasets: Json; p_dry_run?: boolean; p_replace_seeds?: boolean };
        Returns: Json;
      };
      training_push_beyond: { Args: { p_file: Json }; Returns: Json };
      training_push_dataset: { Args: { p_file: Json }; Returns: Json };
      training_push_plan: { Args: { p_file: Json }; Returns: Json };
      training_push_seed: { Args: { p_file: Json; p_replace: boolean }; Returns: Json };
      training_push_template: { Args: { p_file: Json }; Returns: Json };
      training_pushed: {
        Args: { p_id: string; p_kind: string; p_outcome: string; p_parts?: Json; p_why?: string };
        Returns: Json;
      };
      training_pushed_parts: {
        Args: { p_id: string; p_kept: Json; p_kind: string; p_unrecorded: Json; p_updated: Json };
        Returns: Json;
      };
      training_three_ways: {
        Args: { p_file: Json; p_parts: string[]; p_row: Json };
        Returns: Record<string, unknown>;
      };
      training_value_hash: { Args: { p_value: Json }; Returns: string };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
